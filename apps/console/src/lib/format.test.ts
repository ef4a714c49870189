import { expect, test } from "vitest";
import { formatAgo, formatMs, formatPrice, plural } from "./format.ts";

const NOW = Date.parse("2026-11-23T12:00:00Z");

test("durations keep the digits that matter", () => {
  expect([0.42, 180.4, 2_400, 185_000].map(formatMs)).toEqual(["0.4 ms", "180 ms", "2.4 s", "3 min 5 s"]);
});

test("times are told by their largest unit, rounded down", () => {
  expect(formatAgo("2026-11-23T11:59:58Z", NOW)).toBe("just now");
  expect(formatAgo("2026-11-23T11:59:20Z", NOW)).toBe("40s ago");
  expect(formatAgo("2026-11-23T10:01:00Z", NOW)).toBe("1h ago");
  expect(formatAgo("2026-11-20T11:00:00Z", NOW)).toBe("3d ago");
});

test("a price shows cents, and more only where they count", () => {
  expect([0.25, 2, 0.0375, 0].map(formatPrice)).toEqual(["0.25", "2.00", "0.0375", "0.00"]);
});

test("one is not many", () => {
  expect([plural(1, "model"), plural(2, "model"), plural(0, "reply", "replies")]).toEqual(["1 model", "2 models", "0 replies"]);
});
