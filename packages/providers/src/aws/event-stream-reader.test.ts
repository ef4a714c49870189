import { expect, test } from "vitest";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import { EventStreamReader } from "./event-stream-reader.ts";
import { eventMessage, frameOf, textHeader } from "./testing/event-message.ts";

const event = (type: string, payload: string) =>
  eventMessage({ ":event-type": type, ":content-type": "application/json", ":message-type": "event" }, payload);

const STREAM = [
  event("messageStart", '{"role":"assistant"}'),
  event("contentBlockDelta", '{"delta":{"text":"Grüße 👋🏽"}}'),
  event("contentBlockDelta", ""),
  eventMessage({ ":exception-type": "throttlingException", ":message-type": "exception" }, '{"message":"Slow."}'),
  eventMessage({ ":error-code": "500", ":error-message": "Broken.", ":message-type": "error" }, ""),
];
const BYTES = Buffer.concat(STREAM);

function readAll(pieces: readonly Buffer[]) {
  const reader = new EventStreamReader();
  const read: unknown[] = [];
  for (const piece of pieces) {
    const messages = reader.push(piece);
    if (messages === null) return null;
    for (const { payload, ...rest } of messages) read.push({ ...rest, text: payload.toString("utf8") });
  }
  return { read, pendingBytes: reader.pendingBytes };
}

test("messages come with their kind, type and payload", () => {
  expect(readAll([BYTES])).toEqual({
    read: [
      { kind: "event", type: "messageStart", errorMessage: null, text: '{"role":"assistant"}' },
      { kind: "event", type: "contentBlockDelta", errorMessage: null, text: '{"delta":{"text":"Grüße 👋🏽"}}' },
      { kind: "event", type: "contentBlockDelta", errorMessage: null, text: "" },
      { kind: "exception", type: "throttlingException", errorMessage: null, text: '{"message":"Slow."}' },
      { kind: "error", type: "500", errorMessage: "Broken.", text: "" },
    ],
    pendingBytes: 0,
  });
});

test("messages are the same for 500 random splits, and byte by byte", () => {
  const whole = readAll([BYTES]);
  for (let seed = 1; seed <= 500; seed++) expect(readAll(splitBytes(BYTES, 1 + (seed % 97), seededRandom(seed)))).toEqual(whole);
  expect(readAll([...BYTES].map((byte) => Buffer.of(byte)))).toEqual(whole);
});

test("a cut leaves bytes pending and makes no message up", () => {
  for (let cut = 1; cut < (STREAM[0]?.length ?? 0); cut++)
    expect(readAll([BYTES.subarray(0, cut)])).toEqual({ read: [], pendingBytes: cut });
});

test("any changed byte of a message is found", () => {
  const [message = Buffer.alloc(0)] = STREAM;
  for (let at = 0; at < message.length; at++) {
    const changed = Buffer.from(message);
    changed[at] = (changed[at] ?? 0) ^ 0x20;
    expect(readAll([changed])).toBeNull();
  }
});

test("other bytes are told at once, and stay told", () => {
  for (const text of ["<html>Proxy error</html>", '{"message":"no stream"}', "\0".repeat(64)])
    expect(readAll([Buffer.from(text)])).toBeNull();
  const reader = new EventStreamReader();
  expect(reader.push(Buffer.from("data: {}\n\ndata: {}\n\n"))).toBeNull();
  expect(reader.push(BYTES)).toBeNull();
});

test("headers of every type are passed over, and one that has no type is not", () => {
  const others = Buffer.concat([
    Buffer.from([1, 97, 0, 1, 98, 1, 1, 99, 2, 9, 1, 100, 3, 0, 9, 1, 101, 4, 0, 0, 0, 9]),
    Buffer.from([1, 102, 5, 0, 0, 0, 0, 0, 0, 0, 9, 1, 103, 6, 0, 2, 1, 2, 1, 104, 8, 0, 0, 0, 0, 0, 0, 0, 9]),
    Buffer.concat([Buffer.from([1, 105, 9]), Buffer.alloc(16)]),
  ]);
  const head = Buffer.concat([others, textHeader(":event-type", "x")]);
  expect(readAll([frameOf(head, Buffer.from("ok"))])?.read).toEqual([{ kind: "event", type: "x", errorMessage: null, text: "ok" }]);
  for (const bad of [Buffer.from([1, 97, 77]), Buffer.from([9, 97]), Buffer.from([1, 97, 7, 0]), Buffer.from([1, 97, 7, 0, 9, 65])])
    expect(readAll([frameOf(bad, Buffer.alloc(0))])).toBeNull();
});

test("a message of a megabyte in single bytes costs no more than its bytes", () => {
  const text = "Long answer. ".repeat(80_000);
  const bytes = event("contentBlockDelta", text);
  const reader = new EventStreamReader();
  const started = performance.now();
  let read = "";
  for (let at = 0; at < bytes.length; at++)
    for (const { payload } of reader.push(bytes.subarray(at, at + 1)) ?? []) read += payload.toString("utf8");
  expect(read).toBe(text);
  // Copying all that waits with each byte would take minutes.
  expect(performance.now() - started).toBeLessThan(10_000);
});
