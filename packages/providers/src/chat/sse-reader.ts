import { EventBoundaries, readEvents, type SseEvent } from "@sluice/wire/sse";

/** More than one answer of any model: a provider that sends more without an event's end is not sending events. */
const LONGEST_EVENT_BYTES = 32 * 1024 * 1024;

/** Server-sent events out of bytes in any pieces. An event is decoded when it is whole, so no character is ever cut. */
export class SseReader {
  readonly #boundaries = new EventBoundaries();
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #begun = false;

  /** The events that the bytes complete; null when what is pending has grown beyond all reason. */
  push(piece: Buffer): readonly SseEvent[] | null {
    const end = this.#boundaries.endIn(piece);
    if (end === 0) {
      this.#keep(piece);
      return this.#pendingBytes > LONGEST_EVENT_BYTES ? null : NOTHING;
    }
    const whole = end === piece.length ? piece : piece.subarray(0, end);
    const text = this.#pending.length === 0 ? whole.toString("utf8") : Buffer.concat([...this.#pending, whole]).toString("utf8");
    this.#pending = [];
    this.#pendingBytes = 0;
    if (end < piece.length) this.#keep(piece.subarray(end));
    return this.#read(text);
  }

  /** What came after the last whole event: some servers leave the last empty line out. */
  rest(): readonly SseEvent[] {
    const text = Buffer.concat(this.#pending).toString("utf8");
    this.#pending = [];
    return text === "" ? NOTHING : this.#read(text);
  }

  /** A stream may begin with a byte order mark, which is no part of the first field's name. */
  #read(text: string): readonly SseEvent[] {
    const events = readEvents(!this.#begun && text.startsWith("\ufeff") ? text.slice(1) : text);
    this.#begun = true;
    return events;
  }

  #keep(piece: Buffer): void {
    this.#pending.push(piece);
    this.#pendingBytes += piece.length;
  }
}

const NOTHING: readonly SseEvent[] = [];
