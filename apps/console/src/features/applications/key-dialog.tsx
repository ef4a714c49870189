"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { NewKeyDialog } from "../../components/subscription-keys/new-key-dialog.tsx";
import { HowToCall } from "./how-to-call.tsx";

export interface ShownKey {
  readonly key: string;
  readonly subscription: SubscriptionResource;
}

/** An application's own new key, this once, with calls to paste. */
export function KeyDialog({ shown: { key, subscription }, onClose }: { readonly shown: ShownKey; readonly onClose: () => void }) {
  return (
    <NewKeyDialog apiKey={key} title={`Your key for ${subscription.apiName}`} onClose={onClose}>
      <HowToCall subscription={subscription} />
    </NewKeyDialog>
  );
}
