import { crc32 } from "node:zlib";
import type { Framing, SseEvent } from "../http/answer.ts";

/** An event whose name begins so is an exception. */
export const EXCEPTION = "exception:";

/** AWS's binary event stream (https://docs.aws.amazon.com/transcribe/latest/dg/event-stream.html). */
export const EVENT_STREAM: Framing = {
  contentType: "application/vnd.amazon.eventstream",
  frame: encodeEvent,
  // The beginning of a message of 256 bytes, which never come.
  half: Buffer.from([0, 0, 1, 0, 0, 0, 0, 0x4b]),
};

function encodeEvent({ event = "", data }: SseEvent): Buffer {
  const isException = event.startsWith(EXCEPTION);
  const name = isException ? event.slice(EXCEPTION.length) : event;
  const headers = Buffer.concat([
    header(isException ? ":exception-type" : ":event-type", name),
    header(":content-type", "application/json"),
    header(":message-type", isException ? "exception" : "event"),
  ]);
  const payload = Buffer.from(data);
  const prelude = Buffer.alloc(8);
  prelude.writeUInt32BE(PRELUDE_BYTES + headers.length + payload.length + CHECKSUM_BYTES, 0);
  prelude.writeUInt32BE(headers.length, 4);
  const message = Buffer.concat([prelude, checksum(prelude), headers, payload]);
  return Buffer.concat([message, checksum(message)]);
}

const PRELUDE_BYTES = 12;
const CHECKSUM_BYTES = 4;
/** Of all the types that a header's value may have, Bedrock uses this one. */
const STRING_TYPE = 7;

function header(name: string, value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(3);
  length.writeUInt8(STRING_TYPE, 0);
  length.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([Buffer.from([name.length]), Buffer.from(name), length, bytes]);
}

function checksum(bytes: Buffer): Buffer {
  const sum = Buffer.alloc(CHECKSUM_BYTES);
  sum.writeUInt32BE(crc32(bytes));
  return sum;
}
