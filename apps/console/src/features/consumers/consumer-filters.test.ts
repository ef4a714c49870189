import { expect, test } from "vitest";
import { addressOf, filtersOf, queryOf } from "./consumer-filters.ts";

const parse = (address: string) => filtersOf(new URLSearchParams(address));

test("an address and its filters say the same, and what is usual is not said", () => {
  for (const address of ["", "?status=rejected", "?status=all&plan=p1&application=chat&key=4f2a&page=3&subscription=s1"])
    expect(addressOf(parse(address))).toBe(address);
});

test("an address that makes no sense is as if it said nothing", () => {
  expect(parse("status=MAGIC&page=-2&plan=")).toEqual(parse(""));
  expect(parse("page=x").page).toBe(1);
});

test("of a key that was pasted whole, only the end stays in the address", () => {
  expect(parse("key=slc_0123456789abcdef").key).toBe("cdef");
});

test("by default those are asked for that have not ended; a key only once four characters are typed", () => {
  expect(queryOf("a", parse(""))).toEqual({ apiId: "a", page: "1", perPage: "50", status: "PENDING,ACCEPTED,PAUSED" });
  expect(queryOf("a", parse("status=all&key=4f2"))).toEqual({ apiId: "a", page: "1", perPage: "50" });
  expect(queryOf("a", parse("status=closed&key=4f2a"))).toMatchObject({ status: "CLOSED", keyHint: "4f2a" });
});
