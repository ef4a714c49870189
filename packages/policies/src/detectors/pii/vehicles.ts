import { DIGIT } from "./digits.ts";
import type { PatternKind } from "./pattern-detector.ts";

const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
/** What letters stand for in the sum (ISO 3779 as the United States use it). */
const VALUES: Readonly<Record<string, number>> = Object.fromEntries(
  ["0123456789", ".ABCDEFGH", ".JKLMN.P.R", "..STUVWXYZ"].flatMap((row) => [...row].map((sign, value) => [sign, value] as const)),
);

/** Vehicle identification numbers. America's have a check digit; others need a word before them. */
export const vins: PatternKind = {
  label: "vin",
  pattern: "[A-HJ-NPR-Z0-9]{17}",
  longest: 17,
  needs: DIGIT,
  judge({ value, before }) {
    const vin = value.toUpperCase();
    if (!/[A-Z].*\d|\d.*[A-Z]/.test(vin) || !/\d{3,}$/.test(vin)) return null;
    const named = /\bvin\b|vehicle|chassis|fahrgestell|fin\b|ch[âa]ssis|bastidor|telaio|chassi/i.test(before);
    const remainder = WEIGHTS.reduce((sum, weight, at) => sum + weight * (VALUES[vin[at] ?? ""] ?? 0), 0) % 11;
    const right = vin[8] === (remainder === 10 ? "X" : String(remainder));
    if (named) return right ? 0.98 : 0.85;
    return right && value === vin ? 0.9 : null;
  },
};
