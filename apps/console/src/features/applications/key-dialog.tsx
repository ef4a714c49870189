"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { Button } from "../../components/ui/button.tsx";
import { Code } from "../../components/ui/code.tsx";
import { Dialog } from "../../components/ui/dialog.tsx";
import { Note } from "../../components/ui/note.tsx";
import { HowToCall } from "./how-to-call.tsx";

export interface ShownKey {
  readonly key: string;
  readonly subscription: SubscriptionResource;
}

/** A key, this once. Only its buttons close it: a click beside it would throw the key away. */
export function KeyDialog({ shown: { key, subscription }, onClose }: { readonly shown: ShownKey; readonly onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      stays
      title={`Your key for ${subscription.apiName}`}
      footer={
        <Button variant="primary" onClick={onClose}>
          I have stored it
        </Button>
      }
    >
      <div className="grid gap-4">
        <Code code={key} what="the key" className="[&_code]:wrap-anywhere [&_code]:whitespace-pre-wrap" />
        <Note tone="warn" title="This is the only time that it is shown">
          <p className="text-muted">
            Keep it where your program reads its secrets. The calls below expect it in <code>SLUICE_API_KEY</code>. If it is lost, renew it.
          </p>
        </Note>
        <HowToCall subscription={subscription} />
      </div>
    </Dialog>
  );
}
