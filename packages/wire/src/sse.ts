const LF = 0x0a;
const CR = 0x0d;

/**
 * Finds where events end in a stream of server-sent events that arrives in pieces of any size.
 * A line ends with LF, CR or CRLF, and an event with an empty line (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 */
export class EventBoundaries {
  // A stream starts as if a line had just ended: an empty line before the first event ends nothing.
  #last = LF;
  #beforeLast = LF;

  /** Bytes of `piece` up to the end of the last event that ends in it; 0 when none does. To be called once for each piece, in order. */
  endIn(piece: Buffer): number {
    const end = this.#find(piece);
    const { length } = piece;
    if (length > 1) {
      this.#beforeLast = piece[length - 2] ?? 0;
      this.#last = piece[length - 1] ?? 0;
    } else if (length === 1) {
      this.#beforeLast = this.#last;
      this.#last = piece[0] ?? 0;
    }
    return end;
  }

  /** Backwards, since nearly every piece ends with an event: the usual answer costs two comparisons. */
  #find(piece: Buffer): number {
    let lf = piece.lastIndexOf(LF);
    let cr = piece.lastIndexOf(CR);
    while (lf >= 0 || cr >= 0) {
      const at = Math.max(lf, cr);
      const before = at === lf && this.#byte(piece, at - 1) === CR ? at - 2 : at - 1;
      const byte = this.#byte(piece, before);
      if (byte === LF || byte === CR) return at + 1;
      // -1 as a start would be counted from the end.
      if (at === lf) lf = at === 0 ? -1 : piece.lastIndexOf(LF, at - 1);
      else cr = at === 0 ? -1 : piece.lastIndexOf(CR, at - 1);
    }
    return 0;
  }

  #byte(piece: Buffer, index: number): number {
    if (index >= 0) return piece[index] ?? 0;
    return index === -1 ? this.#last : this.#beforeLast;
  }
}

export interface SseEvent {
  /** Value of the `event` field; "" when there is none. */
  readonly name: string;
  /** The `data` lines, joined; null when there are none (a comment, a lone `id`). */
  readonly data: string | null;
  /** The event as it came, its empty line included. */
  readonly raw: string;
}

const EVENT = /(?:[^\r\n]+(?:\r\n|\n|\r|$))*(?:\r\n|\n|\r|$)/g;
const LINE = /[^\r\n]+/g;

/** The events of a text that begins where an event begins. A last one without its empty line counts too. */
export function readEvents(text: string): SseEvent[] {
  const events: SseEvent[] = [];
  for (const [raw] of text.matchAll(EVENT)) {
    if (raw === "") continue;
    events.push(readEvent(raw));
  }
  return events;
}

function readEvent(raw: string): SseEvent {
  let name = "";
  let data: string | null = null;
  for (const [line] of raw.matchAll(LINE)) {
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    if (field !== "data" && field !== "event") continue;
    const value = colon < 0 ? "" : line.slice(line[colon + 1] === " " ? colon + 2 : colon + 1);
    if (field === "event") name = value;
    else data = data === null ? value : `${data}\n${value}`;
  }
  return { name, data, raw };
}

/** One event as bytes for the wire. `data` has no line breaks (JSON has none). */
export function writeEvent(data: string, name = ""): string {
  return name === "" ? `data: ${data}\n\n` : `event: ${name}\ndata: ${data}\n\n`;
}

export const DONE = "[DONE]";
