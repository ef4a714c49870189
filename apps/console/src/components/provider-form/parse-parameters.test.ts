import { expect, test } from "vitest";
import { parseParameters, writeParameters } from "./parse-parameters.ts";

test("takes a JSON object, and nothing as none", () => {
  expect(parseParameters(' { "temperature": 0, "stop": ["a"] } ')).toEqual({ ok: true, parameters: { temperature: 0, stop: ["a"] } });
  expect(parseParameters("  ")).toEqual({ ok: true, parameters: {} });
});

test("refuses what is no JSON and what is no object, in words", () => {
  expect(parseParameters("{ temperature: 0 }")).toMatchObject({ ok: false, problem: expect.stringMatching(/^This is not valid JSON: /) });
  for (const typed of ["[]", "7", "null", '"text"'])
    expect(parseParameters(typed)).toEqual({ ok: false, problem: 'Parameters are a JSON object, such as { "temperature": 0 }.' });
});

test("refuses the parameters that the gateway sets, as the gateway does", () => {
  expect(parseParameters('{ "model": "m" }')).toEqual({ ok: false, problem: "The parameter model cannot be overridden." });
  expect(parseParameters('{ "top_p": 1, "stream": true }')).toEqual({ ok: false, problem: "The parameter stream cannot be overridden." });
});

test("what is written reads back as the same", () => {
  const parameters = { temperature: 0.2, nested: { list: [1, null, "x"] } };
  expect(parseParameters(writeParameters(parameters))).toEqual({ ok: true, parameters });
  expect(writeParameters({})).toBe("");
});
