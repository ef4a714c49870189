"use client";

import type { Permission } from "@sluice/definition/access";
import { useQuery } from "@tanstack/react-query";
import { readMe } from "./management-api.ts";
import { queryKeys } from "./query-keys.ts";

/** Whether they may do this with this very API, by role or because of what they are there. */
export function useMayOnApi(apiId: string, permission: Permission): boolean {
  const place = { apiId };
  const { data } = useQuery({ queryKey: queryKeys.meAt(place), queryFn: ({ signal }) => readMe(place, { signal }) });
  return data?.permissions.includes(permission) ?? false;
}
