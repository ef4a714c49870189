import type { SseEvent } from "@sluice/wire/sse";
import { SseReader } from "../chat/sse-reader.ts";
import { JsonStreamReader } from "./json-stream-reader.ts";

/** Where JSON begins and no field of an event can. */
const JSON_START = /^\s*[[{]/;
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);
const BRACE = 0x7b;
const BRACKET = 0x5b;

/** The JSON texts of a streamed answer: server-sent events, or one JSON array where something on the way ignored `alt=sse`. */
export class AnswerReader {
  readonly #events = new SseReader();
  /** Null until the first byte that is no white space; false for events. */
  #json: JsonStreamReader | false | null = null;

  /** The texts that the bytes complete; null when what is pending has grown beyond all reason. */
  push(bytes: Buffer): readonly string[] | null {
    this.#json ??= formOf(bytes);
    if (this.#json) return this.#json.push(bytes);
    const events = this.#events.push(bytes);
    return events === null ? null : textsOf(events);
  }

  /** What came after the last whole event. */
  rest(): readonly string[] {
    return textsOf(this.#events.rest());
  }
}

function formOf(bytes: Buffer): JsonStreamReader | false | null {
  const first = bytes.find((byte) => !WHITE_SPACE.has(byte));
  if (first === undefined) return null;
  return first === BRACE || first === BRACKET ? new JsonStreamReader() : false;
}

/** An error midway sometimes comes as bare JSON among the events. */
function textsOf(events: readonly SseEvent[]): string[] {
  const texts: string[] = [];
  for (const { data, raw } of events) {
    if (data !== null) {
      if (data !== "") texts.push(data);
    } else if (JSON_START.test(raw)) texts.push(raw);
  }
  return texts;
}
