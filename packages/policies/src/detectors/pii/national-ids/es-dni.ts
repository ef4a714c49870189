import { DIGIT, digitsOf } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
const WORDS = /\bdni\b|\bnie\b|\bnif\b|documento|identidad|extranjer/i;
const OTHER_WORDS = /order|part|sku|model|invoice|ticket|ref|serial|pedido|factura|bestell|commande|ordine/i;

/** Spain's DNI and NIE: the letter at the end is the number by 23. */
export const esDni: PatternKind = {
  label: "es_dni",
  pattern: "\\d{8}[ -]?[A-Z]|\\d{2}\\.\\d{3}\\.\\d{3}[ -]?[A-Z]|[XYZ][ -]?\\d{7}[ -]?[A-Z]",
  longest: 12,
  notAfter: "[\\p{L}\\p{N}_]|[\\p{L}\\p{N}]-",
  notBefore: "[\\p{L}\\p{N}_]|-[\\p{L}\\p{N}]",
  lookahead: "-?",
  needs: DIGIT,
  judge({ value, before }) {
    const foreign = { X: "0", Y: "1", Z: "2" }[value[0]?.toUpperCase() ?? ""] ?? "";
    const letter = value.at(-1)?.toUpperCase();
    if (LETTERS[Number(foreign + digitsOf(value)) % LETTERS.length] !== letter) return null;
    if (WORDS.test(before)) return 0.97;
    // A letter behind a space is more often the next word.
    return value.at(-1) !== letter || value.at(-2) === " " || OTHER_WORDS.test(before) ? 0.3 : 0.8;
  },
};
