"use client";

import type { ApiKeyResource, SubscriptionResource } from "@sluice/definition/consumers";
import { Plus, RefreshCw } from "lucide-react";
import { type ComponentType, type ReactNode, useState } from "react";
import { plural } from "../../lib/format.ts";
import { useNow } from "../../lib/use-now.ts";
import { Button } from "../ui/button.tsx";
import { Disclosure } from "../ui/disclosure.tsx";
import { AddKeyDialog } from "./add-key-dialog.tsx";
import { ExpiryDialog } from "./expiry-dialog.tsx";
import { type KeyAction, KeyList, type KeyListProps } from "./key-list.tsx";
import { keyState } from "./key-state.ts";
import { RenewDialog } from "./renew-dialog.tsx";
import { RevokeDialog } from "./revoke-dialog.tsx";

type Asked = { readonly what: "renew" | "add" } | { readonly what: KeyAction; readonly apiKey: ApiKeyResource };

export interface SubscriptionKeysProps {
  readonly subscription: SubscriptionResource;
  readonly mayWrite: boolean;
  /** A new key, in full, this once: to be shown. */
  readonly onKey: (key: string) => void;
  /** How the keys are drawn: where there is room, as a table. */
  readonly as?: ComponentType<KeyListProps>;
  /** In place of the keys that work, and of what can be done to them. */
  readonly instead?: ReactNode;
}

/** A subscription's keys: masked, with what can be done to them. */
export function SubscriptionKeys({ subscription, mayWrite, onKey, as: Keys = KeyList, instead = null }: SubscriptionKeysProps) {
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
        <h3 className="flex-1 font-medium">Keys</h3>
        {mayWrite && !instead ? (
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
      {instead ?? <Keys label="Keys that work" keys={working} onAsk={mayWrite ? (what, apiKey) => setAsked({ what, apiKey }) : null} />}
      {working.length === 0 ? <p className="px-4 pb-3 text-muted">No key works. {mayWrite ? "Renew makes one." : ""}</p> : null}
      {former.length > 0 ? (
        <Disclosure label={plural(former.length, "former key")}>
          <Keys label="Former keys" keys={former} onAsk={null} />
        </Disclosure>
      ) : null}
      {asked?.what === "renew" ? <RenewDialog subscription={subscription} onClose={close} onKey={reveal} /> : null}
      {asked?.what === "add" ? <AddKeyDialog subscription={subscription} onClose={close} onKey={reveal} /> : null}
      {asked?.what === "expiry" ? <ExpiryDialog apiKey={asked.apiKey} onClose={close} /> : null}
      {asked?.what === "revoke" ? <RevokeDialog apiKey={asked.apiKey} onClose={close} /> : null}
    </section>
  );
}
