import type { SubscriptionLimit, SubscriptionResource } from "@sluice/definition/consumers";
import { Ago } from "../../components/ui/ago.tsx";
import { Card } from "../../components/ui/card.tsx";
import { classNames } from "../../lib/class-names.ts";
import { nameLimit, sayLeft, sayReset, sayWindow } from "./limit-words.ts";

export interface LimitsCardProps {
  readonly limits: readonly SubscriptionLimit[];
  /** For their names. */
  readonly subscriptions: readonly SubscriptionResource[];
}

/** What is left of each subscription's limits, and how old that number is. A limit that no call has met yet is not told. */
export function LimitsCard({ limits, subscriptions }: LimitsCardProps) {
  const bounded = subscriptions
    .map((subscription) => ({ subscription, own: limits.filter(({ subscriptionId }) => subscriptionId === subscription.id) }))
    .filter(({ own }) => own.length > 0);
  if (bounded.length === 0) return null;
  return (
    <Card aria-label="What is left of its limits" title="What is left of its limits" note="after its last calls" flush>
      <ul>
        {bounded.map(({ subscription, own }) => (
          <li
            key={subscription.id}
            className="grid gap-x-4 gap-y-2 border-line px-4 py-2.5 not-first:border-t wide:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]"
          >
            <span className="wrap-anywhere">
              {subscription.apiName} <span className="text-muted">{subscription.planName}</span>
            </span>
            <ul className="grid gap-3">
              {own.map((limit) => (
                <Limit key={limit.limitId} limit={limit} />
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Limit({ limit }: { readonly limit: SubscriptionLimit }) {
  const left = Math.max(0, limit.remaining);
  const part = limit.limit === 0 ? 0 : left / limit.limit;
  const reset = sayReset(limit);
  return (
    <li className="grid gap-1">
      <span className="flex flex-wrap justify-between gap-x-3 tabular-nums">
        <span className="wrap-anywhere">{nameLimit(limit)}</span>
        <span className={left === 0 ? "font-medium text-danger" : "font-medium"}>{sayLeft(limit)}</span>
      </span>
      <span aria-hidden className="h-1 overflow-hidden rounded-sm bg-sunken">
        <span className={classNames("block h-full", part > 0.1 ? "bg-accent" : "bg-danger")} style={{ width: `${100 * part}%` }} />
      </span>
      <span className="text-xs text-muted">
        {sayWindow(limit)}
        {reset ? ` · ${reset}` : null} ·{" "}
        <span className="whitespace-nowrap">
          counted <Ago iso={limit.countedAt} />
        </span>
      </span>
    </li>
  );
}
