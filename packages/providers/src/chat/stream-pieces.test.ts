import { expect, test } from "vitest";
import { SseReader } from "./sse-reader.ts";
import { StopCutter } from "./stop-cutter.ts";
import { seededRandom, splitBytes } from "./testing/split-bytes.ts";

const STREAM = Buffer.from('\ufeffevent: a\r\ndata: {"t":"Grüße 👋🏽"}\r\n\r\n: note\n\ndata:1\ndata: 2\n\nid: 7\rdata: x\r\rdata: last');

function read(pieces: readonly Buffer[]): (string | null)[] {
  const reader = new SseReader();
  const events = pieces.flatMap((piece) => reader.push(piece) ?? []);
  return [...events, ...reader.rest()].map(({ data }) => data).filter((data) => data !== null);
}

test("events come out the same for any split of their bytes, the last one without its empty line included", () => {
  const whole = ['{"t":"Grüße 👋🏽"}', "1\n2", "x", "last"];
  expect(read([STREAM])).toEqual(whole);
  for (let seed = 1; seed <= 200; seed++) expect(read(splitBytes(STREAM, 1 + (seed % 20), seededRandom(seed)))).toEqual(whole);
});

test("bytes without an event's end are not collected for ever", () => {
  const reader = new SseReader();
  const megabyte = Buffer.alloc(1 << 20, "x");
  const answers = Array.from({ length: 40 }, () => reader.push(megabyte));
  expect(answers[0]).toEqual([]);
  expect(answers.at(-1)).toBeNull();
});

function cut(pieces: readonly string[], stops: readonly string[]): [string, boolean] {
  const cutter = new StopCutter(stops);
  const shown = pieces.map((piece) => cutter.push(piece)).join("");
  return [shown + cutter.end(), cutter.stopped];
}

test("a text ends before the first stop sequence, however it is cut into pieces", () => {
  expect(cut(["One.\n\nTwo."], ["\n\n"])).toEqual(["One.", true]);
  expect(cut([..."One.\n\nTwo."], ["\n\n"])).toEqual(["One.", true]);
  expect(cut([..."One.\nTwo.\n"], ["\n\n"])).toEqual(["One.\nTwo.\n", false]);
  expect(cut([..."a\tb\n\nc"], ["\n\n", "\t"])).toEqual(["a", true]);
  expect(cut(["as ", "it is"], [])).toEqual(["as it is", false]);
});
