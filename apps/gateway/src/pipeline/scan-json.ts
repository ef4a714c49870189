export type JsonKind = "string" | "object" | "array" | "number" | "boolean" | "null";

/** Where one top-level member of an object stands: its value is `body[start, end)`. */
export interface JsonMember {
  readonly kind: JsonKind;
  readonly start: number;
  readonly end: number;
}

export interface ScannedObject {
  /** By key, in order of appearance. */
  readonly members: ReadonlyMap<string, JsonMember>;
  /** A key stood there more than once, so that readers may disagree about its value. */
  readonly repeated: boolean;
  /** Where a further member can be put: just after the opening brace. */
  readonly insertAt: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/** Real requests nest tools' schemas about 20 deep. Deeper ones are left to JSON.parse, so that the stack here is small. */
const DEEPEST = 256;
/** Keys longer than this are no parameter of any API. */
const LONGEST_KEY_BYTES = 256;
const MOST_MEMBERS = 512;
/** Walked byte by byte before the native search is asked: text full of escaped quotes would call it every few bytes, at 60 ns each. */
const WALKED_BYTES = 256;

/**
 * Finds the top-level members of a JSON object without decoding anything: a tenth of a parse for long prompts.
 * Checks the structure (brackets, commas at the top level, strings that end), not each scalar below it.
 * Returns null when the text is not such an object or is too unusual to be sure: ask JSON.parse then.
 */
export function scanJson(body: Buffer): ScannedObject | null {
  let at = skipSpace(body, 0);
  if (body[at] !== OPEN_BRACE) return null;
  const insertAt = at + 1;
  const members = new Map<string, JsonMember>();
  let repeated = false;
  at = skipSpace(body, insertAt);
  if (body[at] === CLOSE_BRACE) return skipSpace(body, at + 1) === body.length ? { members, repeated, insertAt } : null;
  for (;;) {
    if (body[at] !== QUOTE) return null;
    const keyEnd = endOfString(body, at);
    if (keyEnd < 0) return null;
    const key = readKey(body, at, keyEnd);
    if (key === null) return null;
    at = skipSpace(body, keyEnd);
    if (body[at] !== COLON) return null;
    at = skipSpace(body, at + 1);
    const kind = kindAt(body, at);
    const end = kind === null ? -1 : endOfValue(body, at, kind);
    if (kind === null || end < 0) return null;
    if (members.has(key)) repeated = true;
    members.set(key, { kind, start: at, end });
    if (members.size > MOST_MEMBERS) return null;
    at = skipSpace(body, end);
    if (body[at] === CLOSE_BRACE) break;
    if (body[at] !== COMMA) return null;
    at = skipSpace(body, at + 1);
  }
  return skipSpace(body, at + 1) === body.length ? { members, repeated, insertAt } : null;
}

/** The first byte of an array's or object's content, or its closing bracket when it is empty. */
export function firstInside(body: Buffer, member: JsonMember): number {
  return body[skipSpace(body, member.start + 1)] ?? 0;
}

function skipSpace(body: Buffer, from: number): number {
  let at = from;
  for (;;) {
    const byte = body[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at++;
  }
}

/** Just after the closing quote of the string that opens at `open`; -1 when it never closes. */
function endOfString(body: Buffer, open: number): number {
  let at = open + 1;
  for (;;) {
    const walkedTo = Math.min(at + WALKED_BYTES, body.length);
    while (at < walkedTo) {
      const byte = body[at];
      if (byte === QUOTE) return at + 1;
      at += byte === BACKSLASH ? 2 : 1;
    }
    const quote = at < body.length ? body.indexOf(QUOTE, at) : -1;
    if (quote < 0) return -1;
    // A quote is escaped when an odd number of backslashes stands before it. Those before `at` belong to pairs already passed.
    let slash = quote - 1;
    while (slash >= at && body[slash] === BACKSLASH) slash--;
    at = quote + 1;
    if ((quote - 1 - slash) % 2 === 0) return at;
  }
}

function readKey(body: Buffer, open: number, end: number): string | null {
  if (end - open > LONGEST_KEY_BYTES) return null;
  const key = body.toString("latin1", open + 1, end - 1);
  if (!UNUSUAL_KEY.test(key)) return key;
  try {
    return JSON.parse(body.toString("utf8", open, end)) as string;
  } catch {
    return null;
  }
}

/** Escapes, control characters, and bytes beyond ASCII: such a key may spell a plain one, and has to be decoded to be known. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what JSON forbids here
const UNUSUAL_KEY = /[\\\u0000-\u001f\u0080-\u00ff]/;

function kindAt(body: Buffer, at: number): JsonKind | null {
  const byte = body[at];
  if (byte === QUOTE) return "string";
  if (byte === OPEN_BRACE) return "object";
  if (byte === OPEN_BRACKET) return "array";
  if (byte === 0x74 || byte === 0x66) return "boolean";
  if (byte === 0x6e) return "null";
  return byte === 0x2d || (byte !== undefined && byte >= 0x30 && byte <= 0x39) ? "number" : null;
}

function endOfValue(body: Buffer, at: number, kind: JsonKind): number {
  if (kind === "string") return endOfString(body, at);
  if (kind === "object" || kind === "array") return endOfNested(body, at);
  return endOfScalar(body, at);
}

const SCALAR = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
/** Numbers with more digits than this are left to JSON.parse. */
const LONGEST_SCALAR_BYTES = 64;

function endOfScalar(body: Buffer, start: number): number {
  let at = start;
  for (; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (byte === COMMA || byte === CLOSE_BRACE || byte <= 0x20) break;
    if (at - start > LONGEST_SCALAR_BYTES) return -1;
  }
  return SCALAR.test(body.toString("latin1", start, at)) ? at : -1;
}

/** Open brackets, one entry each. One for the whole process: scanning never yields. */
const open = new Uint8Array(DEEPEST);

function endOfNested(body: Buffer, start: number): number {
  let depth = 0;
  for (let at = start; at < body.length; at++) {
    const byte = body[at];
    if (byte === QUOTE) {
      at = endOfString(body, at) - 1;
      if (at < 0) return -1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (depth === DEEPEST) return -1;
      // A closing bracket's code is its opening one's plus two.
      open[depth++] = byte + 2;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      if (open[--depth] !== byte) return -1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
