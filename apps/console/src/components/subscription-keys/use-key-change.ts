"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../lib/query-keys.ts";

/** A change of a key. Whatever comes of it, both sides of the subscription are asked for again. */
export function useKeyChange<Input, Output>(change: (input: Input) => Promise<Output>, onDone: (output: Output) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    // Before asking anew: whatever that comes to, a new key is shown.
    onSuccess: onDone,
    onSettled: () =>
      Promise.all(
        [queryKeys.apis, queryKeys.applications, queryKeys.subscriptions].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}
