import { allSame, DIGIT, digitsOf, weighted } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const WORDS = /\bcpf\b|cadastro de pessoa/i;

/** Brazil's CPF, with its two check digits. */
export const brCpf: PatternKind = {
  label: "br_cpf",
  pattern: "\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|\\d{9}-\\d{2}|\\d{11}",
  longest: 14,
  notAfter: "[\\p{L}\\p{N}_+]|\\d[.-]",
  notBefore: "[\\p{L}\\p{N}_]|[.-]\\d",
  lookahead: "[.-]?",
  needs: DIGIT,
  judge({ value, before }) {
    const digits = digitsOf(value);
    if (allSame(digits)) return null;
    const first = ((weighted(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
    const second = ((weighted(digits, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) * 10) % 11) % 10;
    if (digits.slice(9) !== `${first}${second}`) return null;
    return WORDS.test(before) ? 0.97 : value.includes(".") ? 0.95 : 0.4;
  },
};
