const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const BRACE_OPEN = 0x7b;
const BRACE_CLOSE = 0x7d;
const BRACKET_OPEN = 0x5b;
const BRACKET_CLOSE = 0x5d;

/** More than one answer of any model. */
const LONGEST_OBJECT_BYTES = 32 * 1024 * 1024;

/**
 * The objects of a JSON array, or of a text that holds nothing but objects, out of bytes in any pieces: what Google streams
 * when it was not asked for events, and how it says errors.
 */
export class JsonStreamReader {
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  /** Braces and brackets that are open within the current object. */
  #depth = 0;
  #inString = false;
  #isEscaped = false;

  /** Each whole object as JSON text; null when one has grown beyond all reason. */
  push(piece: Buffer): readonly string[] | null {
    const objects: string[] = [];
    let start = this.#depth > 0 ? 0 : -1;
    for (let at = 0; at < piece.length; at++) {
      const byte = piece[at] ?? 0;
      if (this.#depth === 0) {
        if (byte !== BRACE_OPEN) continue;
        start = at;
        this.#depth = 1;
      } else if (this.#closes(byte)) {
        objects.push(this.#take(piece.subarray(start, at + 1)));
        start = -1;
      }
    }
    if (start >= 0) this.#keep(piece.subarray(start));
    return this.#pendingBytes > LONGEST_OBJECT_BYTES ? null : objects;
  }

  /** Follows one byte within an object; true when the object ends with it. */
  #closes(byte: number): boolean {
    if (this.#inString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#inString = false;
      return false;
    }
    if (byte === QUOTE) this.#inString = true;
    else if (byte === BRACE_OPEN || byte === BRACKET_OPEN) this.#depth++;
    else if (byte === BRACE_CLOSE || byte === BRACKET_CLOSE) return --this.#depth === 0;
    return false;
  }

  #take(end: Buffer): string {
    if (this.#pending.length === 0) return end.toString("utf8");
    const whole = Buffer.concat([...this.#pending, end]).toString("utf8");
    this.#pending = [];
    this.#pendingBytes = 0;
    return whole;
  }

  #keep(piece: Buffer): void {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
  }
}
