import type { ApiKeyResource } from "@sluice/definition/consumers";

export type KeyState = "working" | "expired" | "revoked";

export function keyState({ revokedAt, expiresAt }: Pick<ApiKeyResource, "revokedAt" | "expiresAt">, nowMs: number): KeyState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs ? "expired" : "working";
}
