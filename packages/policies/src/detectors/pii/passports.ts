import { DIGIT } from "./digits.ts";
import type { PatternKind } from "./pattern-detector.ts";

const PASSPORT_WORDS = /(?:passport|passeport|reisepass|pasaporte|passaporto|passaporte|paspoort|paszport)[^\n!?;]{0,30}$/i;
const DATE_WORDS = /expir|valid|issued|g[üu]ltig|ausgestellt|valable|caduca|scad/i;
const LEAST_DIGITS = 4;

/** Numbers of passports have no form of their own and mostly no check digit: only the word before them tells. */
export const passports: PatternKind = {
  label: "passport",
  pattern: "[A-Z0-9]{6,9}",
  longest: 9,
  after: PASSPORT_WORDS,
  needs: DIGIT,
  judge({ value, before }) {
    const [, between = ""] = /(?:pass\p{L}*|reisepass|pasaporte|paspoort|paszport)(.*)$/isu.exec(before) ?? [];
    if (DATE_WORDS.test(between) || value !== value.toUpperCase()) return null;
    return (value.match(/\d/g)?.length ?? 0) >= LEAST_DIGITS ? 0.85 : null;
  },
};
