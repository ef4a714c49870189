/** Four characters a token: close to English on OpenAI's tokenizers, and simple enough that a test can compute a usage by hand. */
export const CHARACTERS_PER_TOKEN = 4;
/** What a message costs besides its text: its role and the marks around it. */
export const TOKENS_PER_MESSAGE = 4;
/** What a picture, a sound or a file costs, whatever its size (OpenAI's price of a low-detail picture). */
export const TOKENS_PER_ATTACHMENT = 85;

/** Tokens of a text: its length (UTF-16 code units) divided by four, rounded up. */
export function countTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/** The longest beginning of a text that costs at most `tokens`. */
export function cutToTokens(text: string, tokens: number): string {
  const cut = text.slice(0, tokens * CHARACTERS_PER_TOKEN);
  const last = cut.charCodeAt(cut.length - 1);
  // Half a surrogate pair is not text: give it up.
  return cut.length < text.length && last >= 0xd800 && last <= 0xdbff ? cut.slice(0, -1) : cut;
}
