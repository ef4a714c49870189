"use client";

import type { UsageRow } from "@sluice/definition/analytics";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Step, stepOf, stepsOf } from "../../components/charts/scale.ts";
import { timeKey, timeRange, type UsageFilterValues, usageFilters } from "../../components/usage-filters/usage-address.ts";
import { ApiError } from "../../lib/api-client.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readUsage, UNTIMED } from "../../lib/usage-api.ts";

const POLL_MS = 30_000;

/** The same groups in this time and in the one before. */
export interface Compared {
  readonly now: readonly UsageRow[];
  readonly before: readonly UsageRow[];
}

export interface Analytics {
  readonly step: Step;
  /** When each step begins, those without a request among them. */
  readonly steps: readonly number[];
  readonly total: UsageRow | undefined;
  /** The same length of time before. */
  readonly before: UsageRow | undefined;
  readonly byTime: readonly UsageRow[];
  readonly byTimeAndModel: readonly UsageRow[];
  readonly byTimeAndStatus: readonly UsageRow[];
  /** By API on the page of an application, by application elsewhere. */
  readonly byCaller: Compared;
  /** On the page of an application; null elsewhere. */
  readonly bySubscription: Compared | null;
  readonly byModel: Compared;
  readonly byError: readonly UsageRow[];
}

export type Callers = "applicationId" | "apiId";

/** Everything on the page, of one and the same time: numbers beside each other agree. */
export function useAnalytics(address: URLSearchParams, callers: Callers) {
  const filters = usageFilters(address);
  return useQuery({
    queryKey: queryKeys.usage({ ...filters, page: "analytics", callers, time: timeKey(timeRange(address, Date.now())) }),
    queryFn: ({ signal }) => readAnalytics(filters, callers, { range: timeRange(address, Date.now()), signal }),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

async function readAnalytics(
  filters: UsageFilterValues,
  callers: Callers,
  { range, signal }: { readonly range: Span; readonly signal: AbortSignal },
): Promise<Analytics> {
  const past = { fromMs: 2 * range.fromMs - range.toMs, toMs: range.fromMs };
  const step = stepOf(range.toMs - range.fromMs);
  const read = (by: Readonly<Record<string, string>>, { fromMs, toMs }: Span = range) =>
    readUsage({ ...filters, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), ...by }, { signal });
  const { interval } = step;
  const readPast = (by: Readonly<Record<string, string>>) => read(by, past).catch(nothingWhereGone);
  const compare = async (groupBy: string) => {
    const [now, before] = await Promise.all([read({ groupBy }), readPast({ ...UNTIMED, groupBy })]);
    return { now, before };
  };
  const [[total], [before], byTime, byTimeAndModel, byTimeAndStatus, byCaller, bySubscription, byModel, byError] = await Promise.all([
    read({}),
    readPast({}),
    read({ interval }),
    read({ ...UNTIMED, interval, groupBy: "model" }),
    read({ ...UNTIMED, interval, groupBy: "status" }),
    compare(callers),
    callers === "apiId" ? compare("subscriptionId") : null,
    compare("model"),
    read({ ...UNTIMED, groupBy: "errorCode,applicationId" }),
  ]);
  return {
    step,
    steps: stepsOf(range, step.stepMs),
    total,
    before,
    byTime,
    byTimeAndModel,
    byTimeAndStatus,
    byCaller,
    bySubscription,
    byModel,
    byError,
  };
}

/** Requests without a price are told for as long as each is kept: that those of the time before are gone is no reason to show none. */
function nothingWhereGone(error: unknown): readonly UsageRow[] {
  if (error instanceof ApiError && error.fields["unpriced"] !== undefined) return [];
  throw error;
}
