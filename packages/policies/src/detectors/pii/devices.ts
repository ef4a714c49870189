import { allSame, DIGIT, digitsOf, passesLuhn } from "./digits.ts";
import type { PatternKind } from "./pattern-detector.ts";

/** Numbers of phones as devices: fifteen digits, the last of which is Luhn's. */
export const imeis: PatternKind = {
  label: "imei",
  pattern: "\\d{15}|\\d{2}[ -]\\d{6}[ -]\\d{6}[ -]\\d",
  longest: 18,
  needs: DIGIT,
  judge({ value, before }) {
    const digits = digitsOf(value);
    if (!passesLuhn(digits) || allSame(digits)) return null;
    if (/imei|device id|ger[äa]te-?(?:id|nummer)|num[ée]ro de s[ée]rie/i.test(before)) return 0.97;
    return value.length > 15 && /^(?:01|35|86|99)/.test(digits) ? 0.85 : 0.3;
  },
};
