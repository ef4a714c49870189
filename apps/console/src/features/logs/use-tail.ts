"use client";

import type { LogEntry } from "@sluice/definition/logs";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../lib/query-keys.ts";
import { listLogs } from "../../lib/usage-api.ts";
import { type Held, mergeTail, NOTHING_HELD, tailFrom } from "./merge-tail.ts";
import { useScrolledAway } from "./use-scrolled-away.ts";

const POLL_MS = 2_000;

export interface TailOptions {
  readonly filters: Readonly<Record<string, string>>;
  readonly on: boolean;
  /** The first row of the list that the tail goes on from. */
  readonly newest: LogEntry | undefined;
}

export interface Tail {
  readonly entries: readonly LogEntry[];
  /** The reader has scrolled away from the top: rows must not move under them. */
  readonly paused: boolean;
  /** More came between two looks than one look shows. */
  readonly missed: boolean;
}

/** Requests as they come, on top of a list. */
export function useTail({ filters, on, newest }: TailOptions): Tail {
  const client = useQueryClient();
  const paused = useScrolledAway();
  const queryKey = queryKeys.logs({ ...filters, time: "tail" });
  const { data } = useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const held = client.getQueryData<Held>(queryKey) ?? NOTHING_HELD;
      const from = tailFrom(held, newest, Date.now());
      return mergeTail(held, await listLogs({ ...filters, from, perPage: "100" }, { signal }), newest);
    },
    enabled: on && !paused,
    refetchInterval: POLL_MS,
    gcTime: 0,
  });
  const { entries, missed } = data ?? NOTHING_HELD;
  return { entries, missed, paused };
}
