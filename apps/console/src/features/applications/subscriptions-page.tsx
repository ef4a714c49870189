"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { KeyRound } from "lucide-react";
import { SubscriptionState } from "../../components/subscription-state/subscription-state.tsx";
import { Card } from "../../components/ui/card.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatDateTime } from "../../lib/format.ts";
import { SubscriptionCard } from "./subscription-card.tsx";
import { may, useApplication, useSubscriptions } from "./use-application.ts";

/** What an application may call, and with which keys. */
export function SubscriptionsPage({ id }: { readonly id: string }) {
  const { data: application } = useApplication(id);
  const { data, error, refetch, isFetching } = useSubscriptions(id);
  // The frame above says why, when it cannot be loaded.
  if (!application) return null;
  if (error && !data)
    return (
      <ErrorState title="The subscriptions could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
    );
  if (!data) return <Skeleton className="h-48 w-full max-w-220" />;
  const living = data.filter(({ status }) => status !== "CLOSED" && status !== "REJECTED");
  const ended = data.filter((subscription) => !living.includes(subscription));
  return (
    <div className="grid max-w-220 gap-4">
      {living.length === 0 ? (
        <div className="rounded-md border border-line bg-raised">
          <EmptyState title="Subscribed to no API" icon={<KeyRound aria-hidden />}>
            {may(application, "applications:write")
              ? "Subscribe to an API, above: choose one and a plan of its. Some give a key at once, others when their publisher says yes."
              : "Whoever owns this application can subscribe it to one."}
          </EmptyState>
        </div>
      ) : null}
      {living.map((subscription) => (
        <SubscriptionCard key={subscription.id} subscription={subscription} />
      ))}
      {ended.length > 0 ? <Ended subscriptions={ended} /> : null}
    </div>
  );
}

function Ended({ subscriptions }: { readonly subscriptions: readonly SubscriptionResource[] }) {
  return (
    <Card title="Ended" flush>
      <Table label="Ended subscriptions" reachable>
        <thead>
          <tr>
            <HeadCell>API</HeadCell>
            <HeadCell className="max-wide:hidden">Plan</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell className="max-wide:hidden">When</HeadCell>
          </tr>
        </thead>
        <tbody>
          {subscriptions.map((subscription) => (
            <Row key={subscription.id}>
              <Cell className="py-2 whitespace-normal! wrap-anywhere">{subscription.apiName}</Cell>
              <Cell className="max-wide:hidden">{subscription.planName}</Cell>
              <Cell className="py-2 whitespace-normal!">
                <SubscriptionState status={subscription.status} />
                {subscription.reason ? <span className="block text-xs wrap-anywhere text-muted">{subscription.reason}</span> : null}
              </Cell>
              <Cell className="text-muted max-wide:hidden">
                <EndedAt subscription={subscription} />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function EndedAt({ subscription }: { readonly subscription: SubscriptionResource }) {
  const at = subscription.closedAt ?? subscription.processedAt;
  return at ? (
    <time dateTime={at} suppressHydrationWarning>
      {formatDateTime(at)}
    </time>
  ) : null;
}
