import { expect, test } from "vitest";
import { windowsOf } from "./token-windows.ts";

const ids = (count: number) => Array.from({ length: count }, (_, at) => at);

test.each([1, 16, 17, 30, 31, 200])("%i tokens stand in windows of 16, all of them, and neighbours together", (count) => {
  const windows = windowsOf(ids(count), 16);
  expect(new Set(windows.flat())).toEqual(new Set(ids(count)));
  for (const window of windows) expect(window.length).toBeLessThanOrEqual(16);
  for (let at = 0; at + 1 < count; at++) expect(windows.some((window) => window.includes(at) && window.includes(at + 1))).toBe(true);
});

test("a text that would keep the model busy for minutes is refused, and not cut", () => {
  expect(() => windowsOf(ids(200_000), 510)).toThrow("200000 tokens");
});
