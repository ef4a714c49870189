import { expect, test } from "vitest";
import { editJson, overwriteJson } from "./edit-json.ts";
import { scanJson } from "./scan-json.ts";

const scan = (body: Buffer) => {
  const scanned = scanJson(body);
  if (scanned === null) throw new Error("not scanned");
  return scanned;
};
const long = { model: "llmtest:gpt-5-mini", messages: [{ role: "user", content: "Grüße 👋 ".repeat(2_000) }] };

test("values are put in place or in front, and every other byte stays", () => {
  const body = Buffer.from('{ "model" : "a:b" , "n":1.50,"x":"é" }');
  const edited = editJson(body, scan(body), [
    ["model", '"b"'],
    ["stream", "true"],
  ]).toString();
  expect(edited).toBe('{"stream":true, "model" : "b" , "n":1.50,"x":"é" }');
});

test("a long body takes a value that is no longer than the former one where it stands", () => {
  const body = Buffer.from(JSON.stringify(long));
  const { length } = body;
  expect(overwriteJson(body, scan(body), ["model", '"gpt-5-mini"'])).toBe(true);
  expect(body.length).toBe(length);
  expect(JSON.parse(body.toString())).toEqual({ ...long, model: "gpt-5-mini" });
});

test("what is longer, missing, or in a short body is left to a copy", () => {
  const body = Buffer.from(JSON.stringify(long));
  const before = body.toString();
  expect(overwriteJson(body, scan(body), ["model", JSON.stringify("x".repeat(40))])).toBe(false);
  expect(overwriteJson(body, scan(body), ["stream", "true"])).toBe(false);
  expect(body.toString()).toBe(before);
  const short = Buffer.from('{"model":"a:b"}');
  expect(overwriteJson(short, scan(short), ["model", '"b"'])).toBe(false);
});
