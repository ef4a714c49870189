"use client";

import type { ApiKeyResource, SubscriptionResource } from "@sluice/definition/consumers";
import { KeyRound, Plus, RefreshCw } from "lucide-react";
import { useState } from "react";
import { AddKeyDialog } from "../../components/subscription-keys/add-key-dialog.tsx";
import { ExpiryDialog } from "../../components/subscription-keys/expiry-dialog.tsx";
import { keyState } from "../../components/subscription-keys/key-state.ts";
import { RenewDialog } from "../../components/subscription-keys/renew-dialog.tsx";
import { RevokeDialog } from "../../components/subscription-keys/revoke-dialog.tsx";
import { useKeyChange } from "../../components/subscription-keys/use-key-change.ts";
import { Button } from "../../components/ui/button.tsx";
import { Note } from "../../components/ui/note.tsx";
import { plural } from "../../lib/format.ts";
import { renewKey } from "../../lib/subscriptions-api.ts";
import { useNow } from "../../lib/use-now.ts";
import { Disclosure } from "./disclosure.tsx";
import { KeyDialog } from "./key-dialog.tsx";
import { keyNeverSeen } from "./key-never-seen.ts";
import { type KeyAction, KeyTable } from "./key-table.tsx";

type Asked = { readonly what: "renew" | "add" } | { readonly what: KeyAction; readonly apiKey: ApiKeyResource };

export interface KeysProps {
  readonly subscription: SubscriptionResource;
  readonly mayWrite: boolean;
}

/** A subscription's keys: masked, with what can be done to them. */
export function Keys({ subscription, mayWrite }: KeysProps) {
  const now = useNow();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const close = () => setAsked(null);
  const reveal = (key: string) => {
    setAsked(null);
    setShown(key);
  };
  const working = subscription.apiKeys.filter((key) => keyState(key, now ?? 0) === "working");
  const former = subscription.apiKeys.filter((key) => !working.includes(key));
  const unseen = mayWrite && keyNeverSeen(subscription);
  return (
    <section aria-label="Keys" className="border-t border-line">
      <header className="flex min-h-11 flex-wrap items-center gap-2 py-1 pr-3 pl-4">
        <h3 className="flex-1 font-medium">Keys</h3>
        {mayWrite && !unseen ? (
          <>
            <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setAsked({ what: "add" })}>
              Add key
            </Button>
            <Button size="sm" icon={<RefreshCw aria-hidden />} onClick={() => setAsked({ what: "renew" })}>
              Renew
            </Button>
          </>
        ) : null}
      </header>
      {unseen ? (
        <GetYourKey subscription={subscription} onKey={reveal} />
      ) : (
        <KeyTable label="Keys that work" keys={working} onAsk={mayWrite ? (what, apiKey) => setAsked({ what, apiKey }) : null} />
      )}
      {working.length === 0 ? <p className="px-4 pb-3 text-muted">No key works. {mayWrite ? "Renew makes one." : ""}</p> : null}
      {former.length > 0 ? (
        <Disclosure label={plural(former.length, "former key")}>
          <KeyTable label="Former keys" keys={former} onAsk={null} />
        </Disclosure>
      ) : null}
      {asked?.what === "renew" ? <RenewDialog subscription={subscription} onClose={close} onKey={reveal} /> : null}
      {asked?.what === "add" ? <AddKeyDialog subscription={subscription} onClose={close} onKey={reveal} /> : null}
      {asked?.what === "expiry" ? <ExpiryDialog apiKey={asked.apiKey} onClose={close} /> : null}
      {asked?.what === "revoke" ? <RevokeDialog apiKey={asked.apiKey} onClose={close} /> : null}
      {shown ? <KeyDialog shown={{ key: shown, subscription }} onClose={() => setShown(null)} /> : null}
    </section>
  );
}

interface GetYourKeyProps {
  readonly subscription: SubscriptionResource;
  readonly onKey: (key: string) => void;
}

function GetYourKey({ subscription, onKey }: GetYourKeyProps) {
  // At once: the key of the acceptance was seen by whoever accepted.
  const renew = useKeyChange(
    () => renewKey(subscription.id, 0),
    ({ key }) => onKey(key),
  );
  return (
    <Note
      tone="ok"
      className="mx-3 mb-3"
      icon={<KeyRound aria-hidden />}
      title={`${subscription.processedBy} said yes`}
      action={
        <Button variant="primary" size="sm" busy={renew.isPending} onClick={() => renew.mutate(undefined)}>
          Get your key
        </Button>
      }
    >
      <p className="text-muted">
        {subscription.reason ? `“${subscription.reason}” ` : ""}
        {renew.error ? renew.error.message : "It is made when you ask for it, and shown once."}
      </p>
    </Note>
  );
}
