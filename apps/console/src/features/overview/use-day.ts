"use client";

import type { UsageRow } from "@sluice/definition/analytics";
import { useQuery } from "@tanstack/react-query";
import { stepsOf } from "../../components/charts/scale.ts";
import { ApiError } from "../../lib/api-client.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readUsage, UNTIMED } from "../../lib/usage-api.ts";

const POLL_MS = 30_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface Day {
  readonly total: UsageRow;
  /** One an hour; null where there was no request. */
  readonly hours: readonly (UsageRow | null)[];
  readonly byApi: readonly UsageRow[];
}

/** The last 24 hours of the whole environment. Whoever may see no more than some APIs gets none of it. */
export function useDay() {
  return useQuery({
    queryKey: queryKeys.usage({ page: "overview" }),
    queryFn: async ({ signal }): Promise<Day | null> => {
      const toMs = Date.now();
      const range = { from: new Date(toMs - DAY_MS).toISOString(), to: new Date(toMs).toISOString() };
      const read = (by: Readonly<Record<string, string>>) => readUsage({ ...UNTIMED, ...range, ...by }, { signal });
      const [[total], byHour, byApi] = await Promise.all([read({}), read({ interval: "1h" }), read({ groupBy: "apiId,status" })]);
      const named = new Map(byHour.map((row) => [Date.parse(row.timestamp ?? ""), row]));
      const hours = stepsOf({ fromMs: toMs - DAY_MS, toMs }, HOUR_MS).map((start) => named.get(start) ?? null);
      return total ? { total, hours, byApi } : null;
    },
    refetchInterval: ({ state: { error } }) => (isNotTheirs(error) ? false : POLL_MS),
  });
}

/** Refused because of who asks: asking again changes nothing. */
export function isNotTheirs(error: Error | null): boolean {
  return error instanceof ApiError && error.code === "forbidden";
}
