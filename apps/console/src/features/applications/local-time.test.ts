import { expect, test } from "vitest";
import { instantOf, localOf } from "./local-time.ts";

test("a moment goes to the box and comes back as it was, to the minute", () => {
  const instant = "2026-07-01T21:05:00.000Z";
  expect(instantOf(localOf(instant))).toBe(instant);
});

test("an empty box is no moment, and no moment an empty box", () => {
  expect(instantOf("")).toBeNull();
  expect(localOf(null)).toBe("");
});
