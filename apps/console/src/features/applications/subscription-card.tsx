"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Unplug } from "lucide-react";
import { useState } from "react";
import { PLAN_KINDS } from "../../components/plan-form/plan-words.ts";
import { SubscriptionState } from "../../components/subscription-state/subscription-state.tsx";
import { Badge } from "../../components/ui/badge.tsx";
import { Card } from "../../components/ui/card.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Disclosure } from "../../components/ui/disclosure.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { baseUrlOf } from "../../lib/base-url.ts";
import { readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { CloseSubscriptionDialog } from "./close-subscription-dialog.tsx";
import { HowToCall } from "./how-to-call.tsx";
import { Keys } from "./keys.tsx";
import { Standing } from "./standing.tsx";

/** One living subscription: where it stands, where to call, with which keys. */
export function SubscriptionCard({ subscription }: { readonly subscription: SubscriptionResource }) {
  const [closing, setClosing] = useState(false);
  const mayWrite = subscription.permissions.includes("applications:write");
  const open = subscription.status === "ACCEPTED" || subscription.status === "PAUSED";
  return (
    <Card
      aria-label={`${subscription.apiName}, ${subscription.planName}`}
      title={<span className="wrap-anywhere">{subscription.apiName}</span>}
      note={
        <span className="flex flex-wrap items-center gap-x-2">
          {subscription.planName}
          <Badge className="max-wide:hidden">{PLAN_KINDS[subscription.planSecurity].label}</Badge>
        </span>
      }
      flush
      actions={
        <>
          <SubscriptionState status={subscription.status} />
          {mayWrite ? (
            <Menu
              trigger={<IconButton plain size="sm" label={`More for ${subscription.apiName}`} icon={<Ellipsis aria-hidden />} />}
              groups={[
                [
                  {
                    label: subscription.status === "PENDING" ? "Withdraw the request" : "Close subscription",
                    icon: <Unplug aria-hidden />,
                    danger: true,
                    onSelect: () => setClosing(true),
                  },
                ],
              ]}
            />
          ) : null}
        </>
      }
    >
      <Standing subscription={subscription} />
      {open ? (
        <>
          <Addresses subscription={subscription} />
          {subscription.planSecurity === "API_KEY" ? <Keys subscription={subscription} mayWrite={mayWrite} /> : null}
          <Calls subscription={subscription} />
        </>
      ) : null}
      {closing ? <CloseSubscriptionDialog subscription={subscription} onClose={() => setClosing(false)} /> : null}
    </Card>
  );
}

function Addresses({ subscription }: { readonly subscription: SubscriptionResource }) {
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  if (!gateways) return null;
  return subscription.contextPaths.map((path) => {
    const url = baseUrlOf(gateways.gatewayUrl, path);
    return (
      <div key={path} className="flex min-h-11 items-center gap-3 border-line py-1 pr-2 pl-4 not-first:border-t">
        <span className="text-muted max-wide:sr-only">Base URL</span>
        <code className="min-w-0 flex-1 wrap-anywhere">{url}</code>
        <CopyButton text={url} what="the base URL" iconOnly />
      </div>
    );
  });
}

/** Plans with certificates are called with a TLS client that has one, which no snippet shows. */
function Calls({ subscription }: { readonly subscription: SubscriptionResource }) {
  if (subscription.planSecurity === "MTLS") return null;
  return (
    <Disclosure label="How to call it">
      <div className="grid gap-3 px-4 pb-4">
        <p className="text-muted">
          {subscription.planSecurity === "API_KEY"
            ? "The key is read from SLUICE_API_KEY."
            : "The token of your identity provider is read from SLUICE_API_KEY: clients send it where they send a key."}
        </p>
        <HowToCall subscription={subscription} />
      </div>
    </Disclosure>
  );
}
