import { crc32 } from "node:zlib";
import { GrowingBuffer } from "./growing-buffer.ts";

/** One message of AWS's event stream. */
export interface EventMessage {
  /** `event`, `exception` or `error`. */
  readonly kind: string;
  /** `:event-type`, `:exception-type` or `:error-code`. */
  readonly type: string;
  /** Of `error` messages, which have no payload. */
  readonly errorMessage: string | null;
  readonly payload: Buffer;
}

/** Total length, headers' length, checksum of both. */
const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
const OVERHEAD_BYTES = PRELUDE_BYTES + CHECKSUM_BYTES;
/** AWS's own bound for one message (24 MB), with some room. */
const LONGEST_MESSAGE_BYTES = 32 * 1024 * 1024;
/** AWS's own bound. */
const LONGEST_HEADERS_BYTES = 131_072;

/**
 * Messages of `application/vnd.amazon.eventstream` out of bytes in any pieces
 * (https://smithy.io/2.0/aws/amazon-eventstream.html). Both checksums are verified.
 */
export class EventStreamReader {
  readonly #pending = new GrowingBuffer();
  #headers: Headers = { bytes: Buffer.alloc(0), kind: "", type: "", errorMessage: null };
  #isBroken = false;

  /** Bytes of a message that is not whole yet. */
  get pendingBytes(): number {
    return this.#pending.length;
  }

  /**
   * The messages that the bytes complete; null when they are no event stream. Payloads point into `piece` or into this
   * reader's memory, and are good until the next push.
   */
  push(piece: Buffer): readonly EventMessage[] | null {
    const isJoined = this.#pending.length > 0;
    const bytes = isJoined ? this.#pending.append(piece) : piece;
    const messages: EventMessage[] = [];
    let at = 0;
    while (!this.#isBroken && bytes.length - at >= PRELUDE_BYTES) {
      const end = at + this.#messageBytes(bytes, at);
      if (this.#isBroken || end > bytes.length) break;
      const message = this.#read(bytes.subarray(at, end));
      if (message !== null) messages.push(message);
      at = end;
    }
    if (this.#isBroken) return null;
    if (isJoined) this.#pending.drop(at);
    else if (at < bytes.length) this.#pending.append(bytes.subarray(at));
    return messages;
  }

  /** The first bytes of something else (an error page, say) are told from a prelude by its checksum. */
  #messageBytes(bytes: Buffer, at: number): number {
    const total = bytes.readUInt32BE(at);
    const headers = bytes.readUInt32BE(at + 4);
    const fits = total <= LONGEST_MESSAGE_BYTES && headers <= LONGEST_HEADERS_BYTES && headers + OVERHEAD_BYTES <= total;
    if (!fits || crc32(bytes.subarray(at, at + 8)) !== bytes.readUInt32BE(at + 8)) this.#isBroken = true;
    return total;
  }

  #read(message: Buffer): EventMessage | null {
    const end = message.length - CHECKSUM_BYTES;
    const headersEnd = PRELUDE_BYTES + message.readUInt32BE(4);
    const headers = crc32(message.subarray(0, end)) === message.readUInt32BE(end) ? this.#readHeaders(message, headersEnd) : null;
    if (headers === null) {
      this.#isBroken = true;
      return null;
    }
    const { kind, type, errorMessage } = headers;
    return { kind, type, errorMessage, payload: message.subarray(headersEnd, end) };
  }

  /** Most messages of a stream have the headers of the one before. */
  #readHeaders(message: Buffer, end: number): Headers | null {
    const bytes = message.subarray(PRELUDE_BYTES, end);
    if (bytes.equals(this.#headers.bytes)) return this.#headers;
    const read = readHeaders(bytes);
    if (read === null) return null;
    this.#headers = {
      bytes: Buffer.from(bytes),
      kind: read.get(":message-type") ?? "event",
      type: read.get(":event-type") ?? read.get(":exception-type") ?? read.get(":error-code") ?? "",
      errorMessage: read.get(":error-message") ?? null,
    };
    return this.#headers;
  }
}

interface Headers {
  readonly bytes: Buffer;
  readonly kind: string;
  readonly type: string;
  readonly errorMessage: string | null;
}

const STRING = 7;
const WITH_LENGTH = new Set([6, STRING]);
/** Bytes of a value, by its type: two booleans, byte, short, integer, long, timestamp, UUID. */
const FIXED_BYTES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

/** Headers that are text; null when the bytes are no headers. */
function readHeaders(bytes: Buffer): Map<string, string> | null {
  const headers = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const nameEnd = at + 1 + (bytes[at] ?? 0);
    const type = bytes[nameEnd];
    if (type === undefined) return null;
    const valueAt = nameEnd + (WITH_LENGTH.has(type) ? 3 : 1);
    if (valueAt > bytes.length) return null;
    const length = WITH_LENGTH.has(type) ? bytes.readUInt16BE(nameEnd + 1) : FIXED_BYTES[type];
    if (length === undefined || valueAt + length > bytes.length) return null;
    if (type === STRING) headers.set(bytes.toString("utf8", at + 1, nameEnd), bytes.toString("utf8", valueAt, valueAt + length));
    at = valueAt + length;
  }
  return headers;
}
