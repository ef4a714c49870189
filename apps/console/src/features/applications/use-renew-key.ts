"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useMutation } from "@tanstack/react-query";
import { renewKey } from "./applications-calls.ts";
import { useApplicationChanged } from "./use-application.ts";

/** Makes a new key, called with how long the former ones go on, in seconds. */
export function useRenewKey(subscription: SubscriptionResource, onKey: (key: string) => void) {
  const changed = useApplicationChanged();
  return useMutation({
    mutationFn: (overlapSeconds: number) => renewKey(subscription.id, overlapSeconds),
    onSuccess: async ({ key }) => {
      // The key first: whatever asking anew comes to, it is shown.
      onKey(key);
      await changed();
    },
  });
}
