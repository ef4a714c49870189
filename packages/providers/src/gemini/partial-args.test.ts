import { expect, test } from "vitest";
import { applyPartialArgument } from "./partial-args.ts";

function apply(...pieces: unknown[]) {
  const args: Record<string, unknown> = {};
  for (const piece of pieces) applyPartialArgument(args, piece);
  return args;
}

test("pieces find their place, and strings go on where they ended", () => {
  expect(
    apply(
      { jsonPath: "$.city", stringValue: "Os", willContinue: true },
      { jsonPath: "$.city", stringValue: "lo" },
      { jsonPath: "$.rows[1].x", numberValue: 2 },
      { jsonPath: "$['odd name'][\"a.b\"]", boolValue: true },
      { jsonPath: "$.none", nullValue: "NULL_VALUE" },
    ),
  ).toEqual({ city: "Oslo", rows: [undefined, { x: 2 }], "odd name": { "a.b": true }, none: null });
});

test("what makes no sense is passed over, and no prototype is touched", () => {
  expect(apply(null, {}, { jsonPath: "$", stringValue: "x" }, { jsonPath: "$.a[99999999]", numberValue: 1 }, { jsonPath: "$.b" })).toEqual({
    a: [],
  });
  expect(apply({ jsonPath: "$.a", stringValue: "x" }, { jsonPath: "$.a.b", stringValue: "y" })).toEqual({ a: "x" });
  expect(JSON.stringify(apply({ jsonPath: "$.__proto__.x", stringValue: "y" }))).toBe('{"__proto__":{"x":"y"}}');
  expect(Object.hasOwn(Object.prototype, "x")).toBe(false);
});
