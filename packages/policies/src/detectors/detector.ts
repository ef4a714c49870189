import { readWords, type Word } from "./read-words.ts";

/** Something in a text that somebody wants to know of. Offsets are those of the text as it was given, the end exclusive. */
export interface Finding {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** How sure the detector is: 0 to 1. */
  readonly score: number;
}

/** Looks for things in a text. Pure, synchronous, and linear in the text's length, whatever the text. */
export interface Detector {
  /** Everything that it may find. */
  readonly labels: readonly string[];
  find(text: string): readonly Finding[];
  /**
   * From where on a text that goes on may still become a finding: what stands before can be shown, what stands behind must wait. The text's
   * length when nothing is open.
   */
  openFrom(text: string): number;
  /** Only where a text's words are all that it looks at: detectors that are given them together have the text read once. */
  beginReading?(text: string): WordReading;
}

/** Takes the words of one text in order, and says what it made of them. */
export interface WordReading {
  take(word: Word): void;
  findings(): readonly Finding[];
  /** As a detector's. */
  openFrom(): number;
}

/** A detector that looks at words. */
export function createWordDetector(labels: readonly string[], beginReading: (text: string) => WordReading): Detector {
  const read = (text: string) => {
    const reading = beginReading(text);
    readWords(text, (word) => reading.take(word));
    return reading;
  };
  return { labels, find: (text) => read(text).findings(), openFrom: (text) => read(text).openFrom(), beginReading };
}

/** Several detectors as one. Reading the words costs more than looking them up, so they are read once for all. */
export function combineDetectors(detectors: readonly Detector[]): Detector {
  const read = (text: string): readonly (WordReading | undefined)[] => {
    const readings = detectors.map((detector) => detector.beginReading?.(text));
    const takers = readings.filter((reading) => reading !== undefined);
    if (takers.length > 0)
      readWords(text, (word) => {
        for (const taker of takers) taker.take(word);
      });
    return readings;
  };
  return {
    labels: [...new Set(detectors.flatMap(({ labels }) => labels))],
    find(text) {
      const readings = read(text);
      return detectors.flatMap((detector, at) => readings[at]?.findings() ?? detector.find(text));
    },
    openFrom(text) {
      const readings = read(text);
      return detectors.reduce((from, detector, at) => Math.min(from, readings[at]?.openFrom() ?? detector.openFrom(text)), text.length);
    },
  };
}
