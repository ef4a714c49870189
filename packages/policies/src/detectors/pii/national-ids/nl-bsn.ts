import { DIGIT, digitsOf, weighted } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const WORDS = /\bbsn\b|burgerservice|sofi-?nummer|persoonsnummer/i;

/** Burgerservicenummers. One number in eleven passes their test, so that a word has to stand before them. */
export const nlBsn: PatternKind = {
  label: "nl_bsn",
  pattern: "\\d{9}|\\d{4}[. ]\\d{2}[. ]\\d{3}",
  longest: 11,
  after: WORDS,
  needs: DIGIT,
  judge({ value }) {
    const digits = digitsOf(value);
    return weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && Number(digits) > 0 ? 0.95 : null;
  },
};
