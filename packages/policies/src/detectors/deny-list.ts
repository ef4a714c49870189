import { createWordDetector, type Detector, type Finding } from "./detector.ts";
import { PhraseMatcher, PhraseTrie } from "./phrase-trie.ts";

/** Finds words and phrases whatever their case, accents and disguise. Only whole words: "class" holds no bad one. */
export function createDenyList(label: string, phrases: readonly string[]): Detector {
  const trie = new PhraseTrie<true>();
  for (const phrase of phrases) trie.add(phrase, true);
  return createWordDetector([label], (text) => {
    const matcher = new PhraseMatcher(trie);
    const findings: Finding[] = [];
    /** Of the last word, where it ends with the text. */
    let unfinished: number | null = null;
    return {
      take(word) {
        // It may go on: "sec" may become "secret".
        unfinished = word.end === text.length ? matcher.openWith(word) : null;
        for (const { start, end } of matcher.take(word)) findings.push({ label, start, end, score: 1 });
      },
      findings: () => findings,
      openFrom: () => Math.min(unfinished ?? text.length, matcher.openFrom ?? text.length),
    };
  });
}
