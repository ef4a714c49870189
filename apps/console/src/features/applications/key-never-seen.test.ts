import type { ApiKeyResource } from "@sluice/definition/consumers";
import { expect, test } from "vitest";
import { keyNeverSeen } from "./key-never-seen.ts";

const key: ApiKeyResource = {
  id: "k",
  name: "",
  key: "••••abcd",
  createdAt: "2026-11-28T10:00:00Z",
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
};

test("the key that a publisher's yes made is offered anew, once, and only while nobody calls with it", () => {
  expect(keyNeverSeen({ processedBy: "Pat", apiKeys: [key] })).toBe(true);
  expect(keyNeverSeen({ processedBy: null, apiKeys: [key] })).toBe(false);
  expect(keyNeverSeen({ processedBy: "Pat", apiKeys: [key, { ...key, revokedAt: "2026-11-28T11:00:00Z" }] })).toBe(false);
  expect(keyNeverSeen({ processedBy: "Pat", apiKeys: [{ ...key, lastUsedAt: "2026-11-28T11:00:00Z" }] })).toBe(false);
});
