"use client";

import { Badge } from "../../components/ui/badge.tsx";
import { useSubscriptionCounts } from "../../lib/use-subscription-counts.ts";

/** How many subscriptions wait for a word; nothing when none does. */
export function PendingBadge({ apiId }: { readonly apiId: string }) {
  const { data } = useSubscriptionCounts({ apiId });
  if (!data || data.PENDING === 0) return null;
  return (
    <Badge tone="warn">
      {data.PENDING}
      <span className="sr-only">pending</span>
    </Badge>
  );
}
