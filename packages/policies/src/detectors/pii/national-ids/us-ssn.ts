import { DIGIT, digitsOf } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const WORDS = /\bssn\b|social sec|soc\.? ?sec/i;
const OTHER_WORDS = /order|part|sku|model|invoice|ticket|ref|zip|route|serial/i;
/** They stood in advertisements, and belong to nobody. */
const ADVERTISED: ReadonlySet<string> = new Set(["078051120", "219099999", "123456789"]);

/** Social Security numbers of the United States. They have no check digit, but some were never issued. */
export const usSsn: PatternKind = {
  label: "us_ssn",
  pattern: "\\d{3}-\\d{2}-\\d{4}|\\d{3} \\d{2} \\d{4}|\\d{9}",
  longest: 11,
  notAfter: "[\\p{L}\\p{N}_]|[\\d\\p{L}][-.]|\\d ",
  notBefore: "[\\p{L}\\p{N}_]|[-.]\\d| \\d",
  lookahead: "[ .-]?",
  needs: DIGIT,
  judge({ value, before }) {
    const digits = digitsOf(value);
    if (/^(?:000|666|9)|^...00|0000$/.test(digits) || ADVERTISED.has(digits)) return null;
    if (WORDS.test(before)) return 0.95;
    if (!value.includes("-") || OTHER_WORDS.test(before)) return 0.3;
    return 0.8;
  },
};
