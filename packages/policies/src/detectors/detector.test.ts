import { describe, expect, test } from "vitest";
import { combineDetectors, createWordDetector, type Detector } from "./detector.ts";
import type { Word } from "./read-words.ts";

/** Finds the first word of a text, holds the last one, and notes what it is given. */
function wordDetector(label: string): Detector & { readonly given: Word[] } {
  const given: Word[] = [];
  const detector = createWordDetector([label], (text) => {
    const words: Word[] = [];
    return {
      take(word) {
        given.push(word);
        words.push(word);
      },
      findings: () => words.slice(0, 1).map(({ start, end }) => ({ label, start, end, score: 1 })),
      openFrom: () => words.at(-1)?.start ?? text.length,
    };
  });
  return { ...detector, given };
}

const plain: Detector = {
  labels: ["plain"],
  find: (text) => [{ label: "plain", start: 0, end: text.length, score: 0.5 }],
  openFrom: () => 5,
};

describe("several detectors as one", () => {
  test("read the words of a text once, whichever of them look at words", () => {
    const [first, second] = [wordDetector("first"), wordDetector("second")];
    combineDetectors([first, plain, second]).find("Two words");
    expect(first.given.map(({ text }) => text)).toEqual(["two", "words"]);
    expect(second.given.every((word, at) => word === first.given[at])).toBe(true);
  });

  test("find what each finds alone, in their order, in one text after another", () => {
    const detectors = [wordDetector("first"), plain, wordDetector("second")];
    const combined = combineDetectors(detectors);
    for (const text of ["Two words", "", "one"]) expect(combined.find(text)).toEqual(detectors.flatMap((detector) => detector.find(text)));
  });

  test("hold from where the first of them does", () => {
    const combined = combineDetectors([wordDetector("first"), plain]);
    expect([combined.openFrom("Two words"), combined.openFrom("Twenty words")]).toEqual([4, 5]);
  });
});
