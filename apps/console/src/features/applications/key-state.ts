import type { ApiKeyResource, SubscriptionResource } from "@sluice/definition/consumers";

export type KeyState = "working" | "expired" | "revoked";

export function keyState({ revokedAt, expiresAt }: Pick<ApiKeyResource, "revokedAt" | "expiresAt">, nowMs: number): KeyState {
  if (revokedAt !== null) return "revoked";
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs ? "expired" : "working";
}

/**
 * Whether a subscription's only key is the one that its acceptance made: it was shown to whoever accepted, and to nobody on this side. A
 * key that was called with has reached somebody.
 */
export function keyNeverSeen({ processedBy, apiKeys }: Pick<SubscriptionResource, "processedBy" | "apiKeys">): boolean {
  const [first, ...others] = apiKeys;
  return processedBy !== null && first !== undefined && others.length === 0 && first.lastUsedAt === null && first.revokedAt === null;
}
