import { expect, test } from "vitest";
import { keyState } from "./key-state.ts";

test("a key works until the moment of its end, or until it is revoked", () => {
  const nowMs = Date.parse("2026-11-28T12:00:00Z");
  expect(keyState({ revokedAt: null, expiresAt: null }, nowMs)).toBe("working");
  expect(keyState({ revokedAt: null, expiresAt: "2026-11-28T12:00:01Z" }, nowMs)).toBe("working");
  expect(keyState({ revokedAt: null, expiresAt: "2026-11-28T12:00:00Z" }, nowMs)).toBe("expired");
  expect(keyState({ revokedAt: "2026-11-28T11:00:00Z", expiresAt: "2026-11-28T10:00:00Z" }, nowMs)).toBe("revoked");
});
