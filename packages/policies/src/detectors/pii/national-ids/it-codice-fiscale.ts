import { DIGIT } from "../digits.ts";
import type { PatternKind } from "../pattern-detector.ts";

const FIGURE = "[0-9LMNPQRSTUV]";
/** What the signs at odd places count for (decree of 23 December 1976); at even places they count for their position. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23] as const;
const A = 65;

/** Italy's tax codes, with their check letter. */
export const itCodiceFiscale: PatternKind = {
  label: "it_codice_fiscale",
  pattern: `[A-Z]{6}${FIGURE}{2}[ABCDEHLMPRST]${FIGURE}{2}[A-Z]${FIGURE}{3}[A-Z]`,
  longest: 16,
  needs: DIGIT,
  judge({ value }) {
    const code = value.toUpperCase();
    let sum = 0;
    for (const [at, sign] of [...code.slice(0, 15)].entries()) {
      const position = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - A;
      sum += at % 2 === 0 ? (ODD[position] ?? 0) : position;
    }
    return code.charCodeAt(15) - A === sum % 26 ? 0.97 : null;
  },
};
