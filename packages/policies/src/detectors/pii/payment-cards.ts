import { allSame, DIGIT, digitsOf, passesLuhn } from "./digits.ts";
import type { PatternKind } from "./pattern-detector.ts";

/** First digits and lengths of the issuers whose cards are in use. */
const ISSUERS: readonly { readonly first: RegExp; readonly lengths: readonly number[] }[] = [
  { first: /^4/, lengths: [13, 16, 19] },
  { first: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { first: /^3[47]/, lengths: [15] },
  { first: /^(?:6011|64[4-9]|65)/, lengths: [16, 17, 18, 19] },
  { first: /^(?:30[0-5]|3095|36|38|39)/, lengths: [14] },
  { first: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { first: /^62/, lengths: [16, 17, 18, 19] },
  { first: /^(?:50|5[6-9]|6[37])/, lengths: [16, 19] },
  { first: /^(?:220[0-4])/, lengths: [16] },
];

/** Numbers of payment cards: in fours, as American Express and Diners write theirs, or in one. */
export const paymentCards: PatternKind = {
  label: "payment_card",
  pattern: "\\d{4}(?:[ \\u00a0-]\\d{4}){3}(?:[ \\u00a0-]\\d{3})?|\\d{4}[ \\u00a0-]\\d{6}[ \\u00a0-]\\d{4,5}|\\d{13,19}",
  longest: 23,
  notAfter: "[\\p{L}\\p{N}_]|\\d[.,-]",
  notBefore: "[\\p{L}\\p{N}_]|[.,-]\\d",
  lookahead: "[.,-]?",
  needs: DIGIT,
  judge({ value, before }) {
    const digits = digitsOf(value);
    if (!ISSUERS.some(({ first, lengths }) => first.test(digits) && lengths.includes(digits.length))) return null;
    if (!passesLuhn(digits) || allSame(digits)) return null;
    if (digits.length !== value.length || CARD_WORDS.test(before)) return 0.97;
    // One in ten numbers passes by chance; those of an order, an article or a clock are longer or begin otherwise.
    return OTHER_WORDS.test(before) ? 0.3 : 0.85;
  },
};

const CARD_WORDS = /card|visa|master|amex|maestro|discover|credit|debit|karte|carte|tarjeta|carta|cart[ãa]o|kaart|kart[ay]|pan\b|cvv|cvc/i;
const OTHER_WORDS =
  /order|invoice|ticket|tracking|isbn|ean|gtin|sku|id\b|ids\b|hash|timestamp|commande|bestell|pedido|ordine|zam[óo]wieni/i;
