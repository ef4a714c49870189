import { expect, test } from "vitest";
import { EventBoundaries, readEvents, writeEvent } from "./sse.ts";

/** A small generator of its own: a failing case can be run again by its seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;

function cut(bytes: Buffer, next: () => number): Buffer[] {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const size = 1 + Math.floor(next() ** 3 * 40);
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  return pieces;
}

test("whatever way a stream is cut, what is passed ends with an event, and no byte is lost or moved", () => {
  for (let seed = 1; seed <= 2000; seed++) {
    const next = random(seed);
    const parts: string[] = [];
    const ends = new Set<number>();
    let length = 0;
    for (let event = 0; event < 1 + next() * 5; event++) {
      const end = pick(next, ["\n", "\r\n", "\r"]);
      const text = `${pick(next, ["", `: note${end}`, `event: x${end}`])}data: ${"é".repeat(Math.floor(next() * 8))}${end}${pick(
        next,
        ["\n", "\r\n", "\r"].filter((e) => !(end === "\r" && e.startsWith("\n"))),
      )}`;
      parts.push(text);
      length += Buffer.byteLength(text);
      ends.add(length);
    }
    const bytes = Buffer.from(parts.join(""));
    const boundaries = new EventBoundaries();
    let seen = 0;
    let passed = 0;
    for (const piece of cut(bytes, next)) {
      const end = boundaries.endIn(piece);
      if (end > 0) {
        passed = seen + end;
        // Between the CR and the LF of an event's last line is a fair place too: the empty line is complete with the CR.
        const fair = ends.has(passed) || (ends.has(passed + 1) && bytes[passed - 1] === 0x0d);
        expect(fair, `seed ${seed}: passed ${passed} of ${JSON.stringify(bytes.toString())}`).toBe(true);
      }
      seen += piece.length;
    }
    expect(passed, `seed ${seed}`).toBe(bytes.length);
  }
});

test("an event without its empty line is held", () => {
  const boundaries = new EventBoundaries();
  expect(boundaries.endIn(Buffer.from("data: 1\n\ndata: 2\n"))).toBe(9);
  expect(boundaries.endIn(Buffer.from("data: 3"))).toBe(0);
  expect(boundaries.endIn(Buffer.from("\r\n"))).toBe(0);
  expect(boundaries.endIn(Buffer.from("\r"))).toBe(1);
});

test("reads names, comments, several data lines and any line end", () => {
  const events = readEvents(": hi\n\nevent: a\r\ndata: 1\r\ndata:2\r\n\r\nid: 7\rdata:  x\r\rdata: last");
  expect(events.map(({ name, data }) => [name, data])).toEqual([
    ["", null],
    ["a", "1\n2"],
    ["", " x"],
    ["", "last"],
  ]);
});

test("gives every byte of the text back in its events", () => {
  const text = "\n\ndata: 1\n\n\n: c\r\n\r\nevent: x\ndata\n\n";
  expect(
    readEvents(text)
      .map((event) => event.raw)
      .join(""),
  ).toBe(text);
});

test("reads what it writes", () => {
  expect(readEvents(writeEvent("{}", "error"))[0]).toMatchObject({ name: "error", data: "{}" });
});

test("reads a long line in linear time", () => {
  const started = performance.now();
  expect(readEvents(`data: ${"x".repeat(2_000_000)}\n\n`)).toHaveLength(1);
  expect(performance.now() - started).toBeLessThan(1000);
});
