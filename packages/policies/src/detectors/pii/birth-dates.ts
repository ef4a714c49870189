import { DIGIT } from "./digits.ts";
import type { PatternKind } from "./pattern-detector.ts";

const BIRTH_WORDS =
  /(?:\bborn|birth|\bdob\b|d\.o\.b|\bgeb\b|geboren|geburt|\bn[ée]e?(?!\p{L})|naissance|\bnacid|nacimiento|\bnat[oa]\b|nascita|\bnascid|nascimento|geboorte|urodz)[^\n!?;]{0,30}$/iu;
const MONTHS =
  /^(?:jan|feb|mar|m[äa]r|apr|may|mai|mei|mag|giu|jun|jui|jul|lug|aug|ao[uû]|ago|sep|set|oct|okt|out|ott|nov|dec|dez|d[ée]c|dic|gen|ene|f[ée]v|fev|avr|abr|maj|sty|lut|kwi|cze|lip|sie|wrz|pa[zź]|lis|gru|mrt)/i;
const EARLIEST = 1900;
const LATEST = 2100;

/** Dates that the words before them call somebody's birthday. */
export const birthDates: PatternKind = {
  label: "date_of_birth",
  pattern:
    "\\d{1,2}[./-] ?\\d{1,2}[./-] ?(?:\\d{4}|\\d{2})|\\d{4}[./-]\\d{1,2}[./-]\\d{1,2}|" +
    "\\d{1,2}(?:\\.|er|st|nd|rd|th)? (?:de |of )?\\p{L}{3,12}\\.?,? (?:de )?\\d{4}|\\p{L}{3,12}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}",
  longest: 36,
  after: BIRTH_WORDS,
  notBefore: "[\\p{L}\\p{N}_]|[./-]\\d",
  lookahead: "[./-]?",
  needs: DIGIT,
  judge({ value }) {
    const word = /\p{L}{3,}/u.exec(value.replace(/(?<=\d)(?:st|nd|rd|th|er)\b/, ""))?.[0];
    if (word !== undefined) return MONTHS.test(word) ? 0.9 : null;
    const [first = 0, second = 0, third = 0] = value.split(/\D+/).map(Number);
    const [day, month, year] = first > 31 ? [third, second, first] : second > 12 ? [second, first, third] : [first, second, third];
    const fullYear = year < 100 ? EARLIEST + year : year;
    return day >= 1 && day <= 31 && month >= 1 && month <= 12 && fullYear >= EARLIEST && fullYear < LATEST ? 0.9 : null;
  },
};
