import { expect, test } from "vitest";
import { readSource } from "./read-source.ts";

test.each([
  [" ", /Paste a definition/],
  ["{", /no JSON/],
  ["[1]", /an object/],
  ["7", /an object/],
  ["kind: ApiV4Definition\nspec: {}", /YAML/],
  [`"${"x".repeat(2 * 1024 * 1024)}"`, /2 MB/],
])("%.20s is refused with what to do", (text, problem) => {
  expect(readSource(text)).toEqual({ problem: expect.stringMatching(problem) });
});

test("an object is taken as it is", () => {
  expect(readSource('\n{"api":{}}')).toEqual({ body: { api: {} } });
});
