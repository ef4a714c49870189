"use client";

import type { ApiKeyResource, SubscriptionResource } from "@sluice/definition/consumers";
import { Plus, RefreshCw } from "lucide-react";
import { useState } from "react";
import { plural } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../ui/button.tsx";
import { AddKeyDialog } from "./add-key-dialog.tsx";
import { ExpiryDialog } from "./expiry-dialog.tsx";
import { type KeyAction, KeyList } from "./key-list.tsx";
import { keyState } from "./key-state.ts";
import { RenewDialog } from "./renew-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

type Asked = { readonly what: "renew" | "add" } | { readonly what: KeyAction; readonly apiKey: ApiKeyResource };

export interface SubscriptionKeysProps {
  readonly subscription: SubscriptionResource;
  readonly mayWrite: boolean;
  /** A new key, in full, this once: to be shown. */
  readonly onKey: (key: string) => void;
}

/** A subscription's keys: masked, with what can be done to them. */
export function SubscriptionKeys({ subscription, mayWrite, onKey }: SubscriptionKeysProps) {
  const now = useNow();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const reveal = (key: string) => {
    setAsked(null);
    onKey(key);
  };
  const working = subscription.apiKeys.filter((key) => keyState(key, now ?? 0) === "working");
  const former = subscription.apiKeys.filter((key) => !working.includes(key));
  return (
    <section aria-label="Keys" className="border-t border-line">
      <header className="flex min-h-11 flex-wrap items-center gap-2 py-1 pr-3 pl-4">
        <h3 className="flex-1">Keys</h3>
        {mayWrite ? (
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
      <KeyList label="Keys that work" keys={working} onAsk={mayWrite ? (what, apiKey) => setAsked({ what, apiKey }) : null} />
      {working.length === 0 ? <p className="px-4 pb-3 text-muted">No key works. {mayWrite ? "Renew makes one." : ""}</p> : null}
      {former.length > 0 ? (
        <details className="border-t border-line">
          <summary className="px-4 py-2.5 text-muted hover:text-ink focus-visible:-outline-offset-2">
            {plural(former.length, "former key")}
          </summary>
          <KeyList label="Former keys" keys={former} onAsk={null} />
        </details>
      ) : null}
      {asked?.what === "renew" ? <RenewDialog subscription={subscription} onClose={close} onKey={reveal} /> : null}
      {asked?.what === "add" ? <AddKeyDialog subscription={subscription} onClose={close} onKey={reveal} /> : null}
      {asked?.what === "expiry" ? <ExpiryDialog apiKey={asked.apiKey} onClose={close} /> : null}
      {asked?.what === "revoke" ? <RevokeDialog apiKey={asked.apiKey} onClose={close} /> : null}
    </section>
  );
}
