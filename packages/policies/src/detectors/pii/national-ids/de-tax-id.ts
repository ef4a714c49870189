import { DIGIT, digitsOf } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const WORDS = /steuer|\bidnr|\btin\b|tax id|identifikationsnummer/i;

/** Germany's Identifikationsnummer: its first ten digits hold one digit twice or three times, the last one checks them (ISO 7064, mod 11,10). */
export const deTaxId: PatternKind = {
  label: "de_tax_id",
  pattern: "\\d{11}|\\d{2} \\d{3} \\d{3} \\d{3}",
  longest: 14,
  notAfter: "[\\p{L}\\p{N}_+]|\\d[ -]|[+] ",
  notBefore: "[\\p{L}\\p{N}_]|[ -]\\d",
  lookahead: "[ -]?",
  needs: DIGIT,
  judge({ value, before }) {
    const digits = digitsOf(value);
    if (digits.startsWith("0") || !repeatsOneDigit(digits.slice(0, 10)) || checkDigit(digits) !== Number(digits[10])) return null;
    if (WORDS.test(before)) return 0.97;
    return value.includes(" ") ? 0.7 : 0.3;
  },
};

function repeatsOneDigit(digits: string): boolean {
  const counts = [..."0123456789"].map((digit) => digits.split(digit).length - 1).filter((count) => count > 1);
  return counts.length === 1 && (counts[0] ?? 0) <= 3;
}

function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits.slice(0, 10)) product = (((Number(digit) + product) % 10 || 10) * 2) % 11;
  return (11 - product) % 10;
}
