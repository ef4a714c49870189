import { expect, test } from "vitest";
import { cleanProviderMessage } from "./provider-message.ts";
import { readRetryAfter } from "./retry-after.ts";
import { mapToolNames } from "./tool-names.ts";

test("a provider's message keeps its words and loses keys and inner addresses", () => {
  expect(cleanProviderMessage("  Too\nlong.  See https://docs.anthropic.com/x ")).toBe("Too long. See https://docs.anthropic.com/x");
  expect(cleanProviderMessage("key sk-ant-api03-abcdef and AIzaSyExample123 and Bearer abcdefghijk at http://10.0.0.7:8080/v1?x=1")).toBe(
    "key [key] and [key] and [key] at [address]",
  );
  expect(cleanProviderMessage("https://evil-anthropic.com/x")).toBe("[address]");
  expect(cleanProviderMessage("<html>Bad gateway</html>")).toBeNull();
  expect(cleanProviderMessage({})).toBeNull();
  expect(cleanProviderMessage("x".repeat(5_000))?.length).toBe(1_001);
});

test("Retry-After is read in seconds and as a date, and bounded", () => {
  expect(readRetryAfter({ "retry-after": "7" })).toBe(7);
  expect(readRetryAfter({ "retry-after": "0.2" })).toBe(1);
  expect(readRetryAfter({ "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT", date: "Wed, 21 Oct 2026 07:28:00 GMT" })).toBe(30);
  expect(readRetryAfter({ "retry-after": "Wed, 21 Oct 2026 07:28:30 GMT" })).toBeNull();
  expect(readRetryAfter({ "retry-after": "999999999" })).toBe(86_400);
  expect(readRetryAfter({ "retry-after": "soon" })).toBeNull();
  expect(readRetryAfter({})).toBeNull();
});

test("a tool's name that the provider does not take is replaced, always alike, and restored", () => {
  const rules = { valid: /^[a-z_]{1,20}$/, longest: 20, forbidden: /[^a-z_]/g, prefix: "_" };
  const names = mapToolNames([{ name: "look" }, { name: "crm.find/customer" }, { name: "crm/find.customer" }], rules);
  expect(names.toProvider("look")).toBe("look");
  const [dotted, slashed] = [names.toProvider("crm.find/customer"), names.toProvider("crm/find.customer")];
  expect(dotted).not.toBe(slashed);
  expect(dotted.length).toBeLessThanOrEqual(20);
  expect([names.toClient(dotted), names.toClient(slashed), names.toClient("unheard")]).toEqual([
    "crm.find/customer",
    "crm/find.customer",
    "unheard",
  ]);
});
