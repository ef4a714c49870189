import { hash } from "node:crypto";
import { BoundedMap } from "../bounded-map.ts";
import type { ClassifierResource, LabelScore } from "./text-resource.ts";

/** A conversation is sent again with each of its turns: what was judged once need not be paid for again. Some hundred bytes each. */
const MOST_REMEMBERED = 2_000;

/** The same classifier, which is asked about the same text once. Texts are remembered by their hashes; failures are not. */
export function rememberVerdicts(classifier: ClassifierResource): ClassifierResource {
  const known = new BoundedMap<string, readonly LabelScore[]>(MOST_REMEMBERED);
  return {
    ...classifier,
    async classify(texts, direction, signal) {
      const keys = texts.map((text) => hash("sha256", `${direction} ${text}`));
      const found = new Map<string, readonly LabelScore[]>();
      const fresh = new Map<string, string>();
      for (const [at, key] of keys.entries()) {
        const scores = known.get(key);
        if (scores) found.set(key, scores);
        else fresh.set(key, texts[at] ?? "");
      }
      if (fresh.size > 0) {
        const scores = await classifier.classify([...fresh.values()], direction, signal);
        for (const [at, key] of [...fresh.keys()].entries()) found.set(key, scores[at] ?? []);
      }
      // Those of this conversation last: it comes again.
      for (const [key, scores] of found) known.set(key, scores);
      return keys.map((key) => found.get(key) ?? []);
    },
  };
}
