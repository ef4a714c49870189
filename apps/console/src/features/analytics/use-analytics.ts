"use client";

import type { UsageRow } from "@sluice/definition/analytics";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type Step, stepOf, stepsOf } from "../../components/charts/scale.ts";
import { timeKey, timeRange, usageFilters } from "../../components/usage-filters/usage-address.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readUsage, UNTIMED } from "../../lib/usage-api.ts";

const POLL_MS = 30_000;

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
  readonly byApplication: readonly UsageRow[];
  readonly byModel: readonly UsageRow[];
  readonly byError: readonly UsageRow[];
}

/** Everything on the page, of one and the same time: numbers beside each other agree. */
export function useAnalytics(address: URLSearchParams) {
  const filters = usageFilters(address);
  return useQuery({
    queryKey: queryKeys.usage({ ...filters, page: "analytics", time: timeKey(timeRange(address, Date.now())) }),
    queryFn: ({ signal }) => readAnalytics(filters, timeRange(address, Date.now()), signal),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

async function readAnalytics(filters: Readonly<Record<string, string>>, range: Span, signal: AbortSignal): Promise<Analytics> {
  const step = stepOf(range.toMs - range.fromMs);
  const read = (by: Readonly<Record<string, string>>, { fromMs, toMs }: Span = range) =>
    readUsage({ ...filters, from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString(), ...by }, { signal });
  const { interval } = step;
  const [[total], [before], byTime, byTimeAndModel, byTimeAndStatus, byApplication, byModel, byError] = await Promise.all([
    read({}),
    read({}, { fromMs: 2 * range.fromMs - range.toMs, toMs: range.fromMs }),
    read({ interval }),
    read({ ...UNTIMED, interval, groupBy: "model" }),
    read({ ...UNTIMED, interval, groupBy: "status" }),
    read({ groupBy: "applicationId" }),
    read({ groupBy: "model" }),
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
    byApplication,
    byModel,
    byError,
  };
}
