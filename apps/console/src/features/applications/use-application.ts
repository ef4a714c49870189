"use client";

import type { Permission } from "@sluice/definition/access";
import type { ApplicationResource } from "@sluice/definition/consumers";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../lib/query-keys.ts";
import { listCatalogue, listLimits, listSubscriptions, readApplication } from "./applications-calls.ts";

/** Publishers decide meanwhile; their word shows without a reload. */
const POLL_MS = 5_000;

export function useApplication(id: string) {
  return useQuery({ queryKey: queryKeys.application(id), queryFn: ({ signal }) => readApplication(id, { signal }) });
}

export function useSubscriptions(id: string) {
  return useQuery({
    queryKey: queryKeys.applicationSubscriptions(id),
    queryFn: ({ signal }) => listSubscriptions(id, { signal }),
    refetchInterval: POLL_MS,
  });
}

export function useLimits(id: string) {
  return useQuery({
    queryKey: queryKeys.applicationLimits(id),
    queryFn: ({ signal }) => listLimits(id, { signal }),
    refetchInterval: POLL_MS,
  });
}

export function useCatalogue() {
  return useQuery({ queryKey: queryKeys.catalogue, queryFn: ({ signal }) => listCatalogue({ signal }) });
}

/** After a change of anything of an application's: all that the browser keeps about applications is asked for again. */
export function useApplicationChanged(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: queryKeys.applications });
}

export function may(application: Pick<ApplicationResource, "permissions">, permission: Permission): boolean {
  return application.permissions.includes(permission);
}
