import type { ApiKeyResource } from "@sluice/definition/consumers";
import { expect, test } from "vitest";
import { keyNeverSeen, keyState } from "./key-state.ts";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const key: ApiKeyResource = {
  id: "k",
  name: "",
  key: "••••abcd",
  createdAt: "2026-11-28T10:00:00Z",
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
};

test("a key works until its end, and revoking outlasts an end that is still to come", () => {
  expect(keyState(key, NOW)).toBe("working");
  expect(keyState({ ...key, expiresAt: "2026-11-28T12:00:01Z" }, NOW)).toBe("working");
  expect(keyState({ ...key, expiresAt: "2026-11-28T12:00:00Z" }, NOW)).toBe("expired");
  expect(keyState({ ...key, expiresAt: "2027-01-01T00:00:00Z", revokedAt: "2026-11-28T11:00:00Z" }, NOW)).toBe("revoked");
});

test("the key that a publisher's yes made is offered anew, once, and only while nobody calls with it", () => {
  expect(keyNeverSeen({ processedBy: "Pat", apiKeys: [key] })).toBe(true);
  expect(keyNeverSeen({ processedBy: null, apiKeys: [key] })).toBe(false);
  expect(keyNeverSeen({ processedBy: "Pat", apiKeys: [key, { ...key, revokedAt: "2026-11-28T11:00:00Z" }] })).toBe(false);
  expect(keyNeverSeen({ processedBy: "Pat", apiKeys: [{ ...key, lastUsedAt: "2026-11-28T11:00:00Z" }] })).toBe(false);
});
