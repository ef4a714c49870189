import type { SubscriptionResource } from "@sluice/definition/consumers";
import type { ReactNode } from "react";
import { PLAN_KINDS } from "../../components/plan-form/plan-words.ts";
import { SUBSCRIPTION_STATES } from "../../components/subscription-state/subscription-state.tsx";
import { Badge } from "../../components/ui/badge.tsx";
import { formatDateTime } from "../../lib/format.ts";

/** What was asked, and what was decided. */
export function ConsumerFacts({ subscription }: { readonly subscription: SubscriptionResource }) {
  const { request, createdBy, createdAt } = subscription;
  return (
    <div className="grid gap-4 px-4 py-4">
      <figure className="grid gap-1">
        {request ? <blockquote className="wrap-anywhere whitespace-pre-line">“{request}”</blockquote> : null}
        <figcaption className="text-muted">
          {request ? "" : "Asked without a word by "}
          {createdBy}, <Moment iso={createdAt} />
        </figcaption>
      </figure>
      <dl className="grid grid-cols-[96px_minmax(0,1fr)] gap-y-1.5 [&_dd]:wrap-anywhere [&_dt]:text-muted">
        <dt>Plan</dt>
        <dd className="flex flex-wrap items-center gap-2">
          {subscription.planName}
          <Badge>{PLAN_KINDS[subscription.planSecurity].label}</Badge>
        </dd>
        {facts(subscription).map(([term, value]) => (
          <Fact key={term} term={term}>
            {value}
          </Fact>
        ))}
      </dl>
    </div>
  );
}

function Fact({ term, children }: { readonly term: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </>
  );
}

function facts(subscription: SubscriptionResource): readonly (readonly [string, ReactNode])[] {
  const { status, processedAt, processedBy, reason, startsAt, endsAt, closedAt } = subscription;
  const decided = processedAt ? [processedBy ? `${processedBy}, ` : "By itself, ", <Moment key="at" iso={processedAt} />] : "Not yet";
  return [
    ["Decided", decided],
    ...(reason ? ([["Reason", reason]] as const) : []),
    ...(status === "PENDING" || status === "REJECTED"
      ? []
      : ([
          ["Starts", startsAt ? <Moment key="starts" iso={startsAt} /> : "–"],
          ["Ends", endsAt ? <Moment key="ends" iso={endsAt} /> : "When it is closed"],
        ] as const)),
    ...(closedAt ? ([[SUBSCRIPTION_STATES.CLOSED.word, <Moment key="closed" iso={closedAt} />]] as const) : []),
  ];
}

function Moment({ iso }: { readonly iso: string }) {
  return (
    <time dateTime={iso} suppressHydrationWarning>
      {formatDateTime(iso)}
    </time>
  );
}
