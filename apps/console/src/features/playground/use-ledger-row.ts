"use client";

import type { LogEntry } from "@sluice/definition/logs";
import { useQuery } from "@tanstack/react-query";
import { queryKeys } from "../../lib/query-keys.ts";
import { listLogs } from "../../lib/usage-api.ts";

const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 4_000;
/** About half a minute: rows come within a second or two; one whose caller left may wait until its provider has told the usage. */
const MOST_TRIES = 12;

export interface LedgerRow {
  /** Null: it is not written yet. */
  readonly row: LogEntry | null;
  /** Nobody looks for it any more. */
  readonly isMissed: boolean;
}

/** A request as the gateway has written it down. It is written when the answer is over, so that nothing is asked before. */
export function useLedgerRow(apiId: string, requestId: string | null, isOver: boolean): LedgerRow {
  const query = { apiId, requestId: requestId ?? "", perPage: "1" };
  const { data, error } = useQuery({
    queryKey: queryKeys.logs(query),
    queryFn: async ({ signal, client, queryKey }) => ({
      row: (await listLogs(query, { signal })).data[0] ?? null,
      tries: 1 + (client.getQueryData<{ tries: number }>(queryKey)?.tries ?? 0),
    }),
    enabled: requestId !== null && isOver,
    staleTime: Number.POSITIVE_INFINITY,
    refetchInterval: ({ state: { data: now } }) =>
      now && !now.row && now.tries < MOST_TRIES ? Math.min(FIRST_WAIT_MS * 1.5 ** now.tries, LONGEST_WAIT_MS) : false,
  });
  return { row: data?.row ?? null, isMissed: error !== null || (data?.row === null && data.tries >= MOST_TRIES) };
}
