"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { keyState } from "../../components/subscription-keys/key-state.ts";
import { Card } from "../../components/ui/card.tsx";
import { formatDateTime } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";

/** What ends or holds up each subscription: its state, its dates, its keys' ends. */
export function BoundsCard({ subscriptions }: { readonly subscriptions: readonly SubscriptionResource[] }) {
  const now = useNow();
  const open = subscriptions.filter(({ status }) => status === "ACCEPTED" || status === "PAUSED");
  if (open.length === 0 || now === null) return null;
  return (
    <Card title="What bounds it" flush>
      <ul>
        {open.map((subscription) => (
          <li
            key={subscription.id}
            className="grid gap-x-4 gap-y-1 border-line px-4 py-2.5 not-first:border-t wide:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <span className="wrap-anywhere">
              {subscription.apiName} <span className="text-muted">{subscription.planName}</span>
            </span>
            <ul className="grid gap-1 text-muted">
              {boundsOf(subscription, now).map((bound) => (
                <li key={bound}>{bound}</li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function boundsOf({ status, startsAt, endsAt, planSecurity, apiKeys }: SubscriptionResource, nowMs: number): readonly string[] {
  const working = apiKeys.filter((key) => keyState(key, nowMs) === "working");
  const ends = working.flatMap(({ expiresAt }) => expiresAt ?? []).sort();
  const [nextEnd] = ends;
  const bounds = [
    ...(status === "PAUSED" ? ["Paused: calls are refused."] : []),
    ...(startsAt && Date.parse(startsAt) > nowMs ? [`Begins ${formatDateTime(startsAt)}.`] : []),
    ...(endsAt ? [`Ends ${formatDateTime(endsAt)}.`] : []),
    ...(planSecurity === "API_KEY" && working.length === 0 ? ["No key works."] : []),
    ...(nextEnd
      ? [
          `${ends.length === working.length ? "Its last key ends" : "A key ends"} ${formatDateTime(ends.length === working.length ? (ends.at(-1) ?? nextEnd) : nextEnd)}.`,
        ]
      : []),
  ];
  return bounds.length > 0 ? bounds : ["No end is set."];
}
