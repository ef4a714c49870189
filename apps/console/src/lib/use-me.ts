"use client";

import { meSchema } from "@sluice/definition/people";
import { useQuery } from "@tanstack/react-query";
import { callApi } from "./api-client.ts";
import { queryKeys } from "./query-keys.ts";

/** Who looks at this page, and what they may do everywhere. */
export function useMe() {
  return useQuery({ queryKey: queryKeys.me, queryFn: ({ signal }) => callApi("/me", meSchema, { signal }) });
}
