"use client";

import type { ApiSummary } from "@sluice/definition/resources";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "sonner";
import { deleteApi, startApi, stopApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";

export type ActedOn = Pick<ApiSummary, "id" | "name" | "state">;

/** Has no dialog of its own, so a refusal is told by a message. */
export function useStartApi(api: ActedOn) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => startApi(api.id),
    onSuccess: () => toast.success(`${api.name} is started.`),
    onError: (error) => toast.error(`${api.name} was not started.`, { description: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.apis }),
  });
}

export function useStopApi(api: ActedOn, onStopped: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => stopApi(api.id),
    onSuccess: () => {
      toast.success(`${api.name} is stopped.`);
      onStopped();
    },
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.apis }),
  });
}

/** Only a stopped API can be deleted, so one that runs is stopped first. */
export function useDeleteApi(api: ActedOn, onDeleted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      if (api.state === "STARTED") await stopApi(api.id);
      return deleteApi(api.id);
    },
    onSuccess: async () => {
      toast.success(`${api.name} is deleted.`);
      onDeleted();
      // Its own pages must not ask for it again: only the list does.
      await client.invalidateQueries({ queryKey: queryKeys.apiList });
    },
  });
}
