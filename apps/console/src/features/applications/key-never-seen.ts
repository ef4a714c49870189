import type { SubscriptionResource } from "@sluice/definition/consumers";

/**
 * Whether a subscription's only key is the one that its acceptance made: it was shown to whoever accepted, and to nobody on this side. A
 * key that was called with has reached somebody.
 */
export function keyNeverSeen({ processedBy, apiKeys }: Pick<SubscriptionResource, "processedBy" | "apiKeys">): boolean {
  const [first, ...others] = apiKeys;
  return processedBy !== null && first !== undefined && others.length === 0 && first.lastUsedAt === null && first.revokedAt === null;
}
