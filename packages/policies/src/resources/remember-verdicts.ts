import { hash } from "node:crypto";
import type { ClassifierResource, LabelScore } from "./text-resource.ts";

/** A conversation is sent again with each of its turns: what was judged once need not be paid for again. Some hundred bytes each. */
const MOST_REMEMBERED = 2_000;

/** The same classifier, which is asked about the same text once. Texts are remembered by their hashes; failures are not. */
export function rememberVerdicts(classifier: ClassifierResource): ClassifierResource {
  const known = new Map<string, readonly LabelScore[]>();
  return {
    ...classifier,
    async classify(texts, direction) {
      const keys = texts.map((text) => hash("sha256", `${direction} ${text}`));
      const fresh = keys.flatMap((key, at) => (known.has(key) || keys.indexOf(key) !== at ? [] : [{ key, text: texts[at] ?? "" }]));
      const found = new Map<string, readonly LabelScore[]>();
      for (const key of keys) found.set(key, known.get(key) ?? []);
      if (fresh.length > 0) {
        const scores = await classifier.classify(
          fresh.map(({ text }) => text),
          direction,
        );
        for (const [at, { key }] of fresh.entries()) remember(key, scores[at] ?? []);
        for (const [at, { key }] of fresh.entries()) found.set(key, scores[at] ?? []);
      }
      return keys.map((key) => found.get(key) ?? []);
    },
  };

  function remember(key: string, scores: readonly LabelScore[]): void {
    const [oldest] = known.keys();
    if (known.size >= MOST_REMEMBERED && oldest !== undefined) known.delete(oldest);
    known.set(key, scores);
  }
}
