import { DIGIT, weighted } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const WORDS = /pesel/i;

/** Poland's PESEL: a date of birth, a number, a check digit. */
export const plPesel: PatternKind = {
  label: "pl_pesel",
  pattern: "\\d{11}",
  longest: 11,
  notAfter: "[\\p{L}\\p{N}_+]",
  needs: DIGIT,
  judge({ value, before }) {
    // The century stands in the month: 01 to 12 are the 1900s, 21 to 32 the 2000s, and so on.
    const [month, day] = [Number(value.slice(2, 4)) % 20, Number(value.slice(4, 6))];
    if (month < 1 || month > 12 || day < 1 || day > 31) return null;
    const check = (10 - (weighted(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10;
    if (check !== Number(value[10])) return null;
    return WORDS.test(before) ? 0.97 : 0.4;
  },
};
