/**
 * Tokens by kind of character, fitted to OpenAI's newest encoding over prose in seven languages, code, tables and logs: all come within 40 %,
 * where bytes by four are off by half for numbers and by twice for Hindi.
 */
const A_WORD = 0.8;
const A_LETTER = 0.1;
const A_DIGIT = 0.7;
const A_SIGN = 0.55;
/** Cyrillic, Arabic, letters with accents. */
const A_FURTHER_LETTER = 0.3;
/** Chinese, Japanese, Devanagari. */
const A_WIDE_CHARACTER = 0.65;
/** Of longer texts the rest is taken to be like their beginning: this is done while other callers wait. */
const LOOKED_AT = 65_536;

/** How many tokens a text is, roughly: 0.1 ms for 16 kB, and never more than half a millisecond. */
export function estimateText(text: string): number {
  const length = Math.min(text.length, LOOKED_AT);
  let tokens = 0;
  let inWord = false;
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at);
    const isLetter = (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a);
    if (isLetter) tokens += inWord ? A_LETTER : A_WORD + A_LETTER;
    else tokens += weightOf(code);
    inWord = isLetter;
  }
  return length === text.length ? tokens : (tokens * text.length) / length;
}

function weightOf(code: number): number {
  if (code <= 0x20) return 0;
  if (code >= 0x30 && code <= 0x39) return A_DIGIT;
  if (code < 0x80) return A_SIGN;
  return code < 0x800 ? A_FURTHER_LETTER : A_WIDE_CHARACTER;
}
