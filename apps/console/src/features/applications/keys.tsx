"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { KeyRound } from "lucide-react";
import { useState } from "react";
import { SubscriptionKeys } from "../../components/subscription-keys/subscription-keys.tsx";
import { useKeyChange } from "../../components/subscription-keys/use-key-change.ts";
import { Button } from "../../components/ui/button.tsx";
import { Note } from "../../components/ui/note.tsx";
import { renewKey } from "../../lib/subscriptions-api.ts";
import { KeyDialog } from "./key-dialog.tsx";
import { keyNeverSeen } from "./key-never-seen.ts";
import { KeyTable } from "./key-table.tsx";

export interface KeysProps {
  readonly subscription: SubscriptionResource;
  readonly mayWrite: boolean;
}

/** An application's keys to an API; the first is made when its owner asks for it. */
export function Keys({ subscription, mayWrite }: KeysProps) {
  const [shown, setShown] = useState<string | null>(null);
  const unseen = mayWrite && keyNeverSeen(subscription);
  return (
    <>
      <SubscriptionKeys
        subscription={subscription}
        mayWrite={mayWrite}
        onKey={setShown}
        as={KeyTable}
        instead={unseen ? <GetYourKey subscription={subscription} onKey={setShown} /> : null}
      />
      {shown ? <KeyDialog shown={{ key: shown, subscription }} onClose={() => setShown(null)} /> : null}
    </>
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
