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
/** A run may end in two signs that fill it up. */
const SHORTEST_BODY = SHORTEST - 2;
const RUN = /[A-Za-z0-9+/_-]+={0,2}/y;
/** 1 for the signs that a run is made of. */
const IN_RUN = Uint8Array.from({ length: 0x80 }, (_, code) => (/[A-Za-z0-9+/_-]/.test(String.fromCharCode(code)) ? 1 : 0));
/** Of a decoded text, how much has to be letters and spaces: what is not a text decodes to noise. */
const TEXT_SHARE = 0.85;

/** Texts that stand in a text as base64. */
export function peekBase64(text: string): readonly Peeked[] {
  const peeked: Peeked[] = [];
  for (let at = runFrom(text, 0); at < text.length; at = runFrom(text, RUN.lastIndex)) {
    RUN.lastIndex = at;
    const [run] = RUN.exec(text) ?? [""];
    if (run.length < SHORTEST || run.length > LONGEST) continue;
    const decoded = Buffer.from(run, "base64").toString("utf8");
    if (!isText(decoded)) continue;
    peeked.push({ decoded, start: at, end: at + run.length });
    if (peeked.length === MOST_PEEKS) break;
  }
  return peeked;
}

/** Where the next run begins that is not too short. Looked at from where it would have to reach: most words are passed over at one look. */
function runFrom(text: string, from: number): number {
  for (let at = from; at + SHORTEST_BODY <= text.length; ) {
    let back = at + SHORTEST_BODY - 1;
    while (back >= at && IN_RUN[text.charCodeAt(back)] === 1) back--;
    if (back < at) return at;
    at = back + 1;
  }
  return text.length;
}

function isText(decoded: string): boolean {
  if (decoded.includes("\ufffd") || !/\s/.test(decoded)) return false;
  const plain = decoded.match(/[\p{L}\p{M}\p{N}\s.,;:!?'"()-]/gu)?.length ?? 0;
  return plain / decoded.length >= TEXT_SHARE;
}
