import { expect, test } from "vitest";
import { changeAddress, timeChange, timeRange, usageFilters } from "./usage-address.ts";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const rangeOf = (address: string) => timeRange(new URLSearchParams(address), NOW);

test("the last 24 hours are meant when nothing is said, or nothing that can be read", () => {
  const usual = { name: "24h", fromMs: NOW - 86_400_000, toMs: NOW };
  expect(rangeOf("")).toEqual(usual);
  expect(rangeOf("time=soon&from=yesterday&to=2026-11-28T00:00:00Z")).toEqual(usual);
  expect(rangeOf("from=2026-11-28T00:00:00Z&to=2026-11-27T00:00:00Z")).toEqual(usual);
});

test("a range of one's own outranks a named one, and comes back as it was chosen", () => {
  const address = changeAddress("time=7d&model=gpt-5", timeChange(NOW - 5_000, NOW));
  expect(rangeOf(address)).toEqual({ name: "custom", fromMs: NOW - 5_000, toMs: NOW });
  expect(rangeOf(`${address}&time=7d`).name).toBe("custom");
  expect(usageFilters(new URLSearchParams(address))).toEqual({ model: "gpt-5" });
});

test("only true asks for what has no price", () => {
  expect(usageFilters(new URLSearchParams("unpriced=true"))).toEqual({ unpriced: "true" });
  expect(usageFilters(new URLSearchParams("unpriced=false"))).toEqual({});
});

test("another API takes the plan of the one before away", () => {
  expect(changeAddress("apiId=a&planId=p&status=5xx", { apiId: "b" })).toBe("apiId=b&status=5xx");
  expect(changeAddress("apiId=a&planId=p", { apiId: "" })).toBe("");
  expect(changeAddress("apiId=a", { planId: "p" })).toBe("apiId=a&planId=p");
});

test("another API or application takes the subscription of the one before away", () => {
  expect(changeAddress("subscriptionId=s&status=5xx", { apiId: "b" })).toBe("status=5xx&apiId=b");
  expect(changeAddress("subscriptionId=s", { applicationId: "b" })).toBe("applicationId=b");
  expect(changeAddress("", { apiId: "a", subscriptionId: "s" })).toBe("subscriptionId=s&apiId=a");
});
