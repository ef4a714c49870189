import type { Repricing } from "@sluice/db/generated/client";
import type { RepricingResource } from "@sluice/definition/repricing";

export function repricingResource(row: Repricing): RepricingResource {
  return {
    id: row.id,
    dryRun: row.dryRun,
    from: row.from.toISOString(),
    to: row.to.toISOString(),
    apiId: row.apiId,
    model: row.model,
    state: row.failure === null ? (row.finishedAt === null ? "running" : "done") : "failed",
    rows: row.rows,
    changed: row.changed,
    unpriced: row.unpriced,
    costBefore: row.costBefore.toFixed(10),
    costAfter: row.costAfter.toFixed(10),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    failure: row.failure,
  };
}

/** In the audit: what it was about, and what came of it. */
export function auditedRepricing(row: Repricing): object {
  const { createdAt, createdBy, state, failure, ...told } = repricingResource(row);
  return { name: `${told.from} – ${told.to}`, ...told };
}
