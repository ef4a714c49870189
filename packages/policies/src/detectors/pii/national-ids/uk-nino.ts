import { DIGIT } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const WORDS = /\bnino\b|national insurance|\bni (?:number|no)/i;
const OTHER_WORDS = /order|part|sku|model|invoice|ticket|ref|serial|flight|article|product/i;

/** National Insurance numbers. */
export const ukNino: PatternKind = {
  label: "uk_nino",
  pattern: "[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]",
  longest: 13,
  needs: DIGIT,
  judge({ value, before }) {
    if (/^(?:BG|GB|KN|NK|NT|TN|ZZ)/i.test(value)) return null;
    if (WORDS.test(before)) return 0.97;
    return value === value.toUpperCase() && !OTHER_WORDS.test(before) ? 0.8 : 0.3;
  },
};
