import { DIGIT } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

/** Numéros de sécurité sociale: sex, year, month, department, commune, order, and a key by 97. */
export const frInsee: PatternKind = {
  label: "fr_insee",
  pattern: "[123478] ?\\d{2} ?\\d{2} ?(?:\\d{2}|2[AB]) ?\\d{3} ?\\d{3} ?\\d{2}",
  longest: 21,
  needs: DIGIT,
  judge({ value }) {
    const compact = value.replaceAll(" ", "").toUpperCase();
    const month = Number(compact.slice(3, 5));
    if (month < 1 || (month > 12 && month < 20) || (month > 42 && month < 50)) return null;
    // Corsica's departments count as 19 and 18.
    const number = Number(compact.slice(0, 13).replace("2A", "19").replace("2B", "18"));
    return Number(compact.slice(13)) === 97 - (number % 97) ? 0.95 : null;
  },
};
