"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import type { ApiResource } from "@sluice/definition/resources";
import { ArrowLeft, X } from "lucide-react";
import { useState } from "react";
import { CallsCard } from "../../components/ready-calls/calls-card.tsx";
import { NewKeyDialog } from "../../components/subscription-keys/new-key-dialog.tsx";
import { SubscriptionKeys } from "../../components/subscription-keys/subscription-keys.tsx";
import { SubscriptionState } from "../../components/subscription-state/subscription-state.tsx";
import { Button } from "../../components/ui/button.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { focusOnce } from "../../lib/focus-once.ts";
import { ConsumerActions } from "./consumer-actions.tsx";
import { ConsumerFacts } from "./consumer-facts.tsx";
import { useConsumer } from "./use-consumers.ts";
import { useReadyCall } from "./use-ready-call.ts";

export interface ConsumerPanelProps {
  readonly api: ApiResource;
  readonly id: string;
  /** What the list knows of it. */
  readonly listed: SubscriptionResource | undefined;
  readonly onClose: () => void;
}

/** One subscription: who asked and in which words, what was decided, its keys, and what is to be done. */
export function ConsumerPanel({ api, id, listed, onClose }: ConsumerPanelProps) {
  const { data, error, refetch, isFetching } = useConsumer(id, listed);
  return (
    <section
      aria-label={data ? `Subscription of ${data.applicationName} to ${data.planName}` : "Subscription"}
      className="min-w-0 border-line bg-raised roomy:border-l"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <div className="roomy:sticky roomy:top-0">
        <header className="flex min-h-14 items-center gap-3 border-b border-line py-2 pr-3 pl-4">
          <Button variant="quiet" size="sm" className="-ml-2 roomy:hidden" icon={<ArrowLeft aria-hidden />} onClick={onClose}>
            Consumers
          </Button>
          <h2 tabIndex={-1} ref={focusOnce} className="min-w-0 flex-1 outline-none wrap-anywhere">
            {data ? data.applicationName : <Skeleton className="w-32" />}
          </h2>
          {data ? <SubscriptionState status={data.status} /> : null}
          <span className="max-roomy:hidden">
            <IconButton plain size="sm" label="Close the panel" icon={<X aria-hidden />} onClick={onClose} />
          </span>
        </header>
        {error && !data ? (
          <ErrorState
            title="The subscription could not be loaded"
            message={error.message}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {data ? <Loaded api={api} subscription={data} /> : null}
      </div>
    </section>
  );
}

function Loaded({ api, subscription }: { readonly api: ApiResource; readonly subscription: SubscriptionResource }) {
  const [newKey, setNewKey] = useState<string | null>(null);
  const call = useReadyCall(api);
  const mayDecide = subscription.permissions.includes("apis:write");
  const mayHoldKeys = mayDecide || subscription.permissions.includes("applications:write");
  const serves = subscription.status === "ACCEPTED" || subscription.status === "PAUSED";
  return (
    <>
      <ConsumerFacts subscription={subscription} />
      <ConsumerActions subscription={subscription} mayDecide={mayDecide} mayClose={mayHoldKeys} onKey={setNewKey} />
      {serves && subscription.planSecurity === "API_KEY" ? (
        <SubscriptionKeys subscription={subscription} mayWrite={mayHoldKeys} onKey={setNewKey} />
      ) : null}
      {newKey === null ? null : (
        <NewKeyDialog apiKey={newKey} title={`The key of ${subscription.applicationName}`} onClose={() => setNewKey(null)}>
          {call ? <CallsCard call={call} /> : null}
        </NewKeyDialog>
      )}
    </>
  );
}
