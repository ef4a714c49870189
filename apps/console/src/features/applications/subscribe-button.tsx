"use client";

import type { ApplicationResource, SubscriptionResource } from "@sluice/definition/consumers";
import { Plus } from "lucide-react";
import { usePathname, useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { Button } from "../../components/ui/button.tsx";
import { paths } from "../../lib/paths.ts";
import { KeyDialog, type ShownKey } from "./key-dialog.tsx";
import { SubscribeDialog } from "./subscribe-dialog.tsx";

/** Opens the catalogue; after it, shows the key that a plan without a decision gives at once. */
export function SubscribeButton({ application }: { readonly application: ApplicationResource }) {
  const router = useRouter();
  const pathname = usePathname();
  const [choosing, setChoosing] = useState(false);
  const [shown, setShown] = useState<ShownKey | null>(null);

  function subscribed(subscription: SubscriptionResource) {
    setChoosing(false);
    const key = subscription.apiKeys[0]?.key;
    if (key) setShown({ key, subscription });
    else toast.success(said(subscription));
    if (pathname !== paths.application(application.id)) router.push(paths.application(application.id));
  }
  return (
    <>
      <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setChoosing(true)}>
        Subscribe to an API
      </Button>
      {choosing ? <SubscribeDialog application={application} onClose={() => setChoosing(false)} onSubscribed={subscribed} /> : null}
      {shown ? <KeyDialog shown={shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}

function said({ status, apiName, planName }: SubscriptionResource): string {
  return status === "PENDING" ? `${apiName} is asked for ${planName}.` : `Subscribed to ${planName} of ${apiName}.`;
}
