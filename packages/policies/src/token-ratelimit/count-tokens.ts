import { setImmediate as nextTurn } from "node:timers/promises";

/**
 * The tokenizer takes time by the square of a word's length: 17 s for 100 kB of one letter (gpt-tokenizer 4.0, Node 24). Pieces of this
 * many characters take 12 ms for 100 kB of prose and 40 ms at worst. A cut may add a token, and takes none away but by rare luck.
 */
const PIECE_CHARACTERS = 256;
/** Between them, others have their turn: about 4 ms of prose. */
const PIECES_PER_TURN = 128;

type CountTokens = (text: string) => number;

let tokenizer: Promise<CountTokens> | null = null;

/** Reads two megabytes of vocabulary, once. A deployment that may need it asks for it, so that no request waits. */
export function loadTokenizer(): Promise<CountTokens> {
  tokenizer ??= import("gpt-tokenizer/encoding/o200k_base").then(({ countTokens }) => countTokens);
  return tokenizer;
}

/**
 * How many tokens texts are in OpenAI's newest encoding, or `most` + 1 when they are more than that: it stops there, so that a caller
 * whose limit is used up cannot make a gateway count long prompts.
 */
export async function countTokens(texts: Iterable<string>, most: number): Promise<number> {
  const count = await loadTokenizer();
  let tokens = 0;
  let pieces = 0;
  for (const text of texts) {
    for (const piece of cut(text)) {
      tokens += count(piece);
      if (tokens > most) return most + 1;
      if (++pieces % PIECES_PER_TURN === 0) await nextTurn();
    }
  }
  return tokens;
}

/** Cuts before a space where there is one, and never through a character. */
function* cut(text: string): Generator<string> {
  let from = 0;
  while (text.length - from > PIECE_CHARACTERS) {
    const space = text.lastIndexOf(" ", from + PIECE_CHARACTERS);
    let to = space > from + PIECE_CHARACTERS / 2 ? space : from + PIECE_CHARACTERS;
    if (isLowSurrogate(text.charCodeAt(to))) to--;
    yield text.slice(from, to);
    from = to;
  }
  if (from < text.length) yield text.slice(from);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc_00 && code <= 0xdf_ff;
}
