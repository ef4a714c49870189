import type { Prisma } from "@sluice/db/generated/client";
import { statusRange } from "@sluice/definition/analytics";
import type { LogFilter } from "@sluice/definition/logs";

/** The rows that a query of logs asks for. */
export function whichLogs(asked: LogFilter): Prisma.UsageRecordWhereInput {
  const { apiId, applicationId, planId, subscriptionId, provider, model, errorCode, requestId, from, to } = asked;
  const exact = { apiId, applicationId, planId, subscriptionId, provider, modelSent: model, errorCode, requestId };
  return {
    ...Object.fromEntries(Object.entries(exact).filter(([, value]) => value !== undefined)),
    ...(from || to ? { timestamp: { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) } } : {}),
    ...(asked.status ? { status: statusOf(asked.status) } : {}),
    ...(asked.unpriced ? { costUsd: null, provenance: { not: "none" } } : {}),
  };
}

function statusOf(filter: string): Prisma.IntFilter {
  const { from, below } = statusRange(filter);
  return { gte: from, lt: below };
}
