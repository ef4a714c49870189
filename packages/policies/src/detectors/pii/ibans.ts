import { isValidIBAN } from "ibantools";
import type { PatternKind } from "./pattern-detector.ts";

/** Account numbers by ISO 13616, in one or in fours; their country's length and the check digits have to be right. */
export const ibans: PatternKind = {
  label: "iban",
  pattern: "[A-Z]{2}\\d{2}(?:[ \\u00a0-]?[A-Z0-9]{4}){2,7}(?:[ \\u00a0-]?[A-Z0-9]{1,3})?",
  longest: 43,
  needs: /[A-Z]{2}\d{2}/i,
  // What follows in the same row is no part of it: a shorter one may be right.
  notBefore: "[\\p{L}\\p{N}_]",
  judge({ value }) {
    for (let to = value.length; to >= SHORTEST; to--) {
      if (to < value.length && !/[ \u00a0-]/.test(value[to] ?? "")) continue;
      const compact = value
        .slice(0, to)
        .replace(/[ \u00a0-]/g, "")
        .toUpperCase();
      if (isValidIBAN(compact)) return { score: 0.99, to };
    }
    return null;
  },
};

/** Norway's. */
const SHORTEST = 15;
