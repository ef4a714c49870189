import { expect, test } from "vitest";
import { legTitle, prettyBody } from "./content-words.ts";

const leg = {
  side: "entrypoint",
  phase: "response",
  status: 200,
  headers: null,
  body: null,
  bodyBytes: 0,
  truncated: false,
  omitted: null,
} as const;

test("a leg is called by who speaks to whom, and by its status where it has one", () => {
  expect(legTitle(leg)).toBe("Answer to the caller · 200");
  expect(legTitle({ ...leg, side: "endpoint", phase: "request", status: null })).toBe("Request to the provider");
});

test("JSON has its lines; a stream, or JSON that was cut, stays as it is", () => {
  expect(prettyBody('{"a":[1]}')).toBe('{\n  "a": [\n    1\n  ]\n}');
  for (const text of ['data: {"a":1}\n\n', '{"a":']) expect(prettyBody(text)).toBe(text);
});
