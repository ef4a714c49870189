import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";
import { digitsOf } from "./digits.ts";
import type { Judgement, Match, PatternKind } from "./pattern-detector.ts";

const GAP = "[ \\u00a0\\u202f.()/-]";
const LABEL = "phone";
const PHONE_WORDS =
  /\btel\b|phone(?!_)|t[eé]l[eé]|\bcall|mobil|\bcell|\bfax|whats?app|\bsms\b|text me|handy|\brufen|\banruf|erreich|durchwahl|portable|\bappel|joindre|m[óo]vil|ll[áa]ma|chiam|\bbel\b|\bbellen|\blig(?:ue|ar)|kom[óo]rk|dzwo[nń]/i;
const SHORTEST_DIGITS = 7;

/** With the code of a country: `+49 30 901820`, `0049 30 901820`. */
const international: PatternKind = {
  label: LABEL,
  pattern: `(?:\\+|00) ?\\(?\\d{1,3}(?:${GAP}{0,2}\\d){6,14}`,
  longest: 52,
  notAfter: "[\\p{L}\\p{N}_+]",
  needs: /(?:\+|00) ?\(?\d/,
  judge({ value, before }) {
    for (let to = value.length; digitsOf(value.slice(0, to)).length >= SHORTEST_DIGITS; to = lastGap(value, to)) {
      const given = value.slice(0, to);
      const parsed = parsePhoneNumberFromString(given.replace(/^00/, "+"));
      if (parsed?.isValid()) return { score: given.startsWith("+") || PHONE_WORDS.test(before) ? 0.97 : 0.7, to };
    }
    return null;
  },
};

/** What follows a number in the same row may be another. */
function lastGap(value: string, to: number): number {
  const shorter = value.slice(0, to).replace(/\d+$/, "");
  return shorter.replace(/\D+$/, "").length;
}

/** As people write them in these regions. A number that might be anything needs a word before it, or the grouping of its region. */
function national(regions: readonly CountryCode[]): PatternKind {
  return {
    label: LABEL,
    pattern: `\\(?\\d(?:${GAP}{0,3}\\d){6,13}`,
    longest: 56,
    notAfter: `[\\p{L}\\p{N}_+#$€£]|\\p{L}[-_.]|\\d${GAP}{1,3}|\\d[,:]|\\+ ?\\(?`,
    notBefore: `[\\p{L}\\p{N}_%€$£]|[,:]\\d|${GAP}{1,3}\\d|[-_]\\p{L}`,
    lookahead: `(?:${GAP}{1,3}|[,:])?`,
    needs: /\d/,
    judge: (match) => judgeNational(match, regions),
  };
}

function judgeNational({ value, before }: Match, regions: readonly CountryCode[]): number | Judgement | null {
  const grouped = /\d\D+\d/.test(value);
  const named = isNamed(before);
  if (!grouped && !named) return null;
  const groups = value.match(/\d+/g)?.map(({ length }) => length) ?? [];
  let best = 0;
  for (const region of regions) {
    const parsed = parsePhoneNumberFromString(value, region);
    if (!parsed?.isValid()) continue;
    if (named) return 0.9;
    const usual = parsed.formatNational().match(/\d+/g) ?? [];
    const asUsual = groups.length > 1 && usual.length === groups.length && usual.every(({ length }, at) => length === groups[at]);
    best = Math.max(best, asUsual && !looksLikeDate(value) && !OTHER_WORDS.test(before) ? 0.75 : 0.3);
  }
  return best === 0 ? null : best;
}

const OTHER_WORDS =
  /order|invoice|ticket|tracking|isbn|ean\b|gtin|sku|\bid\b|serial|part|version|commande|facture|bestell|rechnung|artikel|pedido|factura|ordine|fattura|zam[óo]wieni|issn|doi\b|score/i;

/** The nearer word counts: "call me about order 1234567890". */
function isNamed(before: string): boolean {
  const from = before.search(PHONE_WORDS);
  return from >= 0 && !OTHER_WORDS.test(before.slice(from));
}

function looksLikeDate(value: string): boolean {
  return /^\(?(?:19|20)\d\d[ ./-]|[ ./-](?:19|20)\d\d$/.test(value);
}

/** Both, for regions by their two letters; or the first that there is not. */
export function phoneNumbers(regions: readonly string[]): readonly PatternKind[] | { readonly unknown: number } {
  const unknown = regions.findIndex((region) => !isSupportedCountry(region));
  if (unknown >= 0) return { unknown };
  const known = regions.filter((region): region is CountryCode => isSupportedCountry(region));
  return known.length === 0 ? [international] : [international, national(known)];
}
