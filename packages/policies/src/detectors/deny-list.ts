import type { Detector, Finding } from "./detector.ts";
import { PhraseMatcher, PhraseTrie } from "./phrase-trie.ts";
import { readWords } from "./read-words.ts";

/** Finds words and phrases whatever their case, accents and disguise. Only whole words: "class" holds no bad one. */
export function createDenyList(label: string, phrases: readonly string[]): Detector {
  const trie = new PhraseTrie<true>();
  for (const phrase of phrases) trie.add(phrase, true);
  return {
    labels: [label],
    find(text) {
      const findings: Finding[] = [];
      const matcher = new PhraseMatcher(trie);
      readWords(text, (word) => {
        for (const { start, end } of matcher.take(word)) findings.push({ label, start, end, score: 1 });
      });
      return findings;
    },
    openFrom(text) {
      const matcher = new PhraseMatcher(trie);
      let from = text.length;
      readWords(text, (word) => {
        const before = matcher.openFrom;
        matcher.take(word);
        // The last word may go on: "sec" may become "secret".
        const unfinished = word.end === text.length && (before !== null || trie.mayBegin(word));
        from = unfinished ? (before ?? word.start) : (matcher.openFrom ?? text.length);
      });
      return from;
    },
  };
}
