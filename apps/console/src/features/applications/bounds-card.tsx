"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import type { ReactNode } from "react";
import { keyState } from "../../components/subscription-keys/key-state.ts";
import { Card } from "../../components/ui/card.tsx";
import { formatDateTime } from "../../lib/format.ts";
import { formatLarge } from "../../lib/format-amount.ts";
import { useNow } from "../../lib/use-now.ts";

/** How much of a plan's allowance is left. */
export interface UsageLimit {
  readonly subscriptionId: string;
  /** `80,000 tokens a minute` */
  readonly name: string;
  readonly remaining: number;
  readonly of: number;
}

export interface BoundsCardProps {
  readonly subscriptions: readonly SubscriptionResource[];
  /** What the gateways know; what is not in it is not told, neither as free nor as used up. */
  readonly limits: readonly UsageLimit[];
}

/** What ends or holds up each subscription: its state, its dates, its keys' ends, its plan's limits. */
export function BoundsCard({ subscriptions, limits }: BoundsCardProps) {
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
              {limits
                .filter(({ subscriptionId }) => subscriptionId === subscription.id)
                .map((limit) => (
                  <Limit key={limit.name} name={limit.name}>
                    {formatLarge(limit.remaining)} of {formatLarge(limit.of)} left
                  </Limit>
                ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Limit({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <li className="flex justify-between gap-3">
      <span>{name}</span>
      <span className="text-ink">{children}</span>
    </li>
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
