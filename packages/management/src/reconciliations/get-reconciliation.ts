import { type ReconciliationDetail, reconciliationQuerySchema } from "@sluice/definition/reconciliations";
import { authorise } from "../access/authorise.ts";
import { cutRange } from "../analytics/cut-range.ts";
import { readDroppedBefore } from "../analytics/dropped-before.ts";
import { type BucketSums, sidesOf, sumBuckets } from "../analytics/sum-buckets.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { isId, parseInput } from "../parse-input.ts";
import type { BillLine } from "./bill-line.ts";
import { driftOf } from "./drift.ts";
import { modelKey } from "./model-key.ts";
import { dayText, reconciliationResource } from "./reconciliation-resource.ts";

const DAY_MS = 86_400_000;

/** The file against the ledger as it is now: what was repriced since is compared as it costs now. */
export async function getReconciliation(
  context: ManagementContext,
  id: string,
  query: unknown,
): Promise<ReconciliationDetail | ManagementError> {
  const denied = await authorise(context, "apis:read");
  if (denied) return denied;
  const asked = parseInput(reconciliationQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { db } = context;
  const row = isId(id) ? await db.reconciliation.findUnique({ where: { id }, include: { lines: true } }) : null;
  if (!row) return notFound("reconciliation");
  const theirs = row.lines.map(
    ({ day, model, requests, inputTokens, outputTokens, cost }): BillLine => ({
      day: dayText(day),
      model,
      requests: numberOf(requests),
      inputTokens: numberOf(inputTokens),
      outputTokens: numberOf(outputTokens),
      cost: cost?.toFixed(10) ?? null,
    }),
  );
  const ours = await readOurs(db, row);
  // A file of one provider says nothing of the models of others: without its name, those in the file are compared.
  const named = new Set(theirs.map(({ model }) => modelKey(model)));
  const meant = row.provider === null ? ours.filter(({ model }) => named.has(modelKey(model))) : ours;
  const { tolerance } = asked;
  return { ...reconciliationResource(row), tolerance, ...driftOf({ theirs, ours: meant, tolerance }) };
}

interface Span {
  readonly provider: string | null;
  readonly fromDay: Date;
  readonly toDay: Date;
}

async function readOurs(db: ManagementContext["db"], { provider, fromDay, toDay }: Span): Promise<readonly BillLine[]> {
  const range = { from: fromDay, to: new Date(toDay.getTime() + DAY_MS) };
  const parts = cutRange(range, { stepMs: DAY_MS, dropped: await readDroppedBefore(db) });
  const question = { interval: DAY_MS / 1_000, ...(provider === null ? {} : { provider }) };
  const sums = await sumBuckets(db, { question: { ...question, durations: "false" }, parts, bounds: [] });
  return sums.flatMap((sum) => (sum.model === null || !sum.step ? [] : [lineOf(sum, { model: sum.model, step: sum.step })]));
}

function lineOf({ requests, tokens, cost }: BucketSums, { model, step }: { readonly model: string; readonly step: Date }): BillLine {
  return { day: dayText(step), model, requests, ...sidesOf(tokens), cost };
}

function numberOf(count: bigint | null): number | null {
  return count === null ? null : Number(count);
}
