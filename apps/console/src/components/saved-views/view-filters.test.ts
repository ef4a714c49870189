import { expect, test } from "vitest";
import { addressOf, filtersOf, fitsPlace, isSame } from "./view-filters.ts";

const API = "0190c0de-0000-7000-8000-000000000001";

test("a view keeps filters and time, and nothing else of an address", () => {
  const address = new URLSearchParams(`time=7d&apiId=${API}&status=5xx&request=req_1&model=%20&unpriced=true`);
  expect(filtersOf(address)).toEqual({ time: "7d", apiId: API, status: "5xx", unpriced: "true" });
});

test("opening a view sets what it says and takes away the rest", () => {
  const opened = new URLSearchParams(addressOf({ time: "30d", model: "gpt-5" }, `?time=7d&status=5xx&request=req_1&request=req_2`));
  expect(Object.fromEntries(opened)).toEqual({ time: "30d", model: "gpt-5" });
});

test("a view is the page's own whatever order the address has", () => {
  expect(isSame(filtersOf(new URLSearchParams("status=5xx&time=7d")), { time: "7d", status: "5xx" })).toBe(true);
  expect(isSame({ time: "7d" }, { time: "7d", status: "5xx" })).toBe(false);
});

test("the page of an API offers its own views only", () => {
  expect(fitsPlace({ apiId: API }, { apiId: API })).toBe(true);
  expect(fitsPlace({ time: "7d" }, { apiId: API })).toBe(false);
  expect(fitsPlace({ time: "7d" }, {})).toBe(true);
});
