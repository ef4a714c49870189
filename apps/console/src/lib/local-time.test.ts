import { expect, test } from "vitest";
import { instantOf, localOf } from "./local-time.ts";

test("a moment comes back from its box as it went in, to the minute", () => {
  expect(instantOf(localOf("2026-11-28T13:05:00.000Z"))).toBe("2026-11-28T13:05:00.000Z");
  expect(instantOf(localOf("2026-06-28T23:59:31.000Z"))).toBe("2026-06-28T23:59:00.000Z");
});

test("an empty box is no moment", () => {
  expect([instantOf(""), localOf(null)]).toEqual([null, ""]);
});
