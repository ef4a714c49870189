export interface Peeked {
  readonly decoded: string;
  readonly start: number;
  readonly end: number;
}

/** Shorter runs are words and ids. */
const SHORTEST = 24;
/** What is hidden to be read by a model is short; pictures and files are not. */
const LONGEST = 8_192;
const MOST_PEEKS = 16;
const RUN = /[A-Za-z0-9+/_-]+={0,2}/g;
/** Of a decoded text, how much has to be letters and spaces: what is not a text decodes to noise. */
const TEXT_SHARE = 0.85;

/** Texts that stand in a text as base64. */
export function peekBase64(text: string): readonly Peeked[] {
  const peeked: Peeked[] = [];
  for (const match of text.matchAll(RUN)) {
    const [run] = match;
    if (run.length < SHORTEST || run.length > LONGEST) continue;
    const decoded = Buffer.from(run, "base64").toString("utf8");
    if (!isText(decoded)) continue;
    peeked.push({ decoded, start: match.index, end: match.index + run.length });
    if (peeked.length === MOST_PEEKS) break;
  }
  return peeked;
}

function isText(decoded: string): boolean {
  if (decoded.includes("\ufffd") || !/\s/.test(decoded)) return false;
  const plain = decoded.match(/[\p{L}\p{M}\p{N}\s.,;:!?'"()-]/gu)?.length ?? 0;
  return plain / decoded.length >= TEXT_SHARE;
}
