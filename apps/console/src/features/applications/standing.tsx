"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { Clock, Pause } from "lucide-react";
import { Ago } from "../../components/ui/ago.tsx";
import { Note } from "../../components/ui/note.tsx";
import { formatDateTime } from "../../lib/format.ts";

/** What a subscription waits for, or what holds it up; nothing while it simply works. */
export function Standing({ subscription }: { readonly subscription: SubscriptionResource }) {
  if (subscription.status === "PENDING") return <Waiting subscription={subscription} />;
  if (subscription.status === "PAUSED")
    return (
      <Note tone="warn" className="m-3" icon={<Pause aria-hidden />} title="Paused: calls are refused">
        <p className="text-muted">
          {subscription.reason ? `“${subscription.reason}” ` : ""}Its keys stay as they are; the publisher of the API can resume it.
        </p>
      </Note>
    );
  const { startsAt, endsAt } = subscription;
  if (endsAt === null && subscription.planStatus !== "DEPRECATED") return null;
  return (
    <p className="px-4 py-2.5 text-muted" suppressHydrationWarning>
      {subscription.planStatus === "DEPRECATED" ? "This plan takes no new subscribers; yours goes on until the publisher closes it. " : ""}
      {endsAt ? `Runs${startsAt ? ` from ${formatDateTime(startsAt)}` : ""} until ${formatDateTime(endsAt)}.` : ""}
    </p>
  );
}

function Waiting({ subscription: { request, apiName, createdAt, createdBy } }: { readonly subscription: SubscriptionResource }) {
  return (
    <div className="grid grid-cols-[16px_minmax(0,1fr)] gap-x-2 gap-y-1 px-4 py-3">
      <Clock aria-hidden className="mt-0.5 text-warn" />
      <p>
        Waiting for the publisher of {apiName}.{" "}
        <span className="text-muted">When they say yes, you get your key here; the page shows it by itself.</span>
      </p>
      <p className="col-start-2 text-xs text-muted">
        Asked by {createdBy} <Ago iso={createdAt} never="" />
        {request ? <span className="wrap-anywhere">: “{request}”</span> : null}
      </p>
    </div>
  );
}
