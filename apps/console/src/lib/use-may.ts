"use client";

import type { Permission } from "@sluice/definition/access";
import { useQuery } from "@tanstack/react-query";
import { readMe } from "./management-api.ts";
import { queryKeys } from "./query-keys.ts";
import { useMe } from "./use-me.ts";

/** Whether who is signed in may do this everywhere. False until it is known: what one may not do is never shown for a moment. */
export function useMay(permission: Permission): boolean {
  return useMe().data?.permissions.includes(permission) ?? false;
}

/** What they may do in one place at least: what is worth leading to. */
export function useMaySomewhere(): readonly Permission[] {
  return useMe().data?.somewhere ?? [];
}

/** Whether they may do this with this very API, by role or because of what they are there. */
export function useMayOnApi(apiId: string, permission: Permission): boolean {
  const place = { apiId };
  const { data } = useQuery({ queryKey: queryKeys.meAt(place), queryFn: ({ signal }) => readMe(place, { signal }) });
  return data?.permissions.includes(permission) ?? false;
}
