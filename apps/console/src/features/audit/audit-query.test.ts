import { expect, test } from "vitest";
import { auditQuery, withFilter } from "./audit-query.ts";

const asked = (address: string) => Object.fromEntries(new URLSearchParams(auditQuery(new URLSearchParams(address))));

test("the last day is asked for whole, in the reader's own time", () => {
  const { from = "", to = "" } = asked("from=2026-11-27&to=2026-11-28");
  expect(new Date(from)).toEqual(new Date("2026-11-27T00:00:00"));
  expect(new Date(to)).toEqual(new Date("2026-11-29T00:00:00"));
});

test.each(["from=yesterday", "from=2026-13-45", "page=0", "page=x", "q=+", "unknown=1"])(
  "%s asks for nothing that the API would refuse",
  (address) => expect(asked(address)).toEqual({ perPage: "50" }),
);

test("another filter begins at the first page, and an empty one is gone from the address", () => {
  expect(withFilter("q=a&page=3", "entityType", "api")).toBe("q=a&entityType=api");
  expect(withFilter("q=a&page=3", "page", "4")).toBe("q=a&page=4");
  expect(withFilter("q=a", "q", "")).toBe("");
});
