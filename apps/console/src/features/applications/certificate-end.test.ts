import { expect, test } from "vitest";
import { certificateEnd } from "./certificate-end.ts";

const NOW = Date.parse("2026-11-28T12:00:00Z");

test.each([
  ["2027-06-01T00:00:00Z", null],
  ["2026-12-28T12:00:01Z", null],
  ["2026-12-28T12:00:00Z", "Expires in 30 days"],
  ["2026-11-29T13:00:00Z", "Expires in 1 day"],
  ["2026-11-28T13:00:00Z", "Expires within a day"],
  ["2026-11-28T12:00:00Z", "Expired"],
])("a certificate until %s says: %s", (notAfter, words) => {
  expect(certificateEnd(notAfter, NOW)?.words ?? null).toBe(words);
});
