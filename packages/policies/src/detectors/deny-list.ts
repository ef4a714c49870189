import { createWordDetector, type Detector, type Finding } from "./detector.ts";
import { PhraseMatcher, PhraseTrie } from "./phrase-trie.ts";

/** Finds words and phrases whatever their case, accents and disguise. Only whole words: "class" holds no bad one. */
export function createDenyList(label: string, phrases: readonly string[]): Detector {
  const trie = new PhraseTrie<true>();
  for (const phrase of phrases) trie.add(phrase, true);
  return createWordDetector([label], (text) => {
    const matcher = new PhraseMatcher(trie);
    const findings: Finding[] = [];
    let from = text.length;
    return {
      take(word) {
        const before = matcher.openFrom;
        for (const { start, end } of matcher.take(word)) findings.push({ label, start, end, score: 1 });
        // The last word may go on: "sec" may become "secret".
        const unfinished = word.end === text.length && (before !== null || trie.mayBegin(word));
        from = unfinished ? (before ?? word.start) : (matcher.openFrom ?? text.length);
      },
      findings: () => findings,
      openFrom: () => from,
    };
  });
}
