import { type Reconciliation, reconciliationInputSchema } from "@sluice/definition/reconciliations";
import { authorise } from "../access/authorise.ts";
import { LONGEST_RANGE_DAYS } from "../analytics/read-usage.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { parseBill } from "./parse-bill.ts";
import { reconciliationResource } from "./reconciliation-resource.ts";

/** One a month of a few providers are a hundred in some years. */
const MOST_KEPT = 500;
const DAY_MS = 86_400_000;

/** Keeps what a provider's file says of each model and day. The file itself is not kept: it may name keys, users and projects. */
export async function importBill(context: ManagementContext, query: unknown, content: unknown): Promise<Reconciliation | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(reconciliationInputSchema, query);
  if (input instanceof ManagementError) return input;
  const bill = await parseBill(content as AsyncIterable<Uint8Array>);
  if (typeof bill === "string") return new ManagementError("invalid_request", bill);
  const days = bill.lines.map(({ day }) => new Date(day));
  const [fromDay = context.now(), toDay = fromDay] = [days[0], days.at(-1)];
  if ((toDay.getTime() - fromDay.getTime()) / DAY_MS >= LONGEST_RANGE_DAYS)
    return new ManagementError("invalid_request", `The file is about more than ${LONGEST_RANGE_DAYS} days. Export fewer.`);
  return transact(context, async (tx) => {
    if ((await tx.reconciliation.count()) >= MOST_KEPT)
      return new ManagementError("conflict", `There are ${MOST_KEPT} reconciliations. Delete some first.`);
    const { fileName, provider } = input;
    const about = { format: bill.format, fileName, provider: provider || null, fromDay, toDay, skippedRows: bill.skipped };
    const row = await tx.reconciliation.create({ data: { ...about, createdBy: context.actor.name, createdAt: context.now() } });
    // At once: row by row, twenty thousand lines take longer than a transaction may.
    await tx.$executeRaw`
      INSERT INTO "ReconciliationLine" ("reconciliationId", day, model, requests, "inputTokens", "outputTokens", cost)
      SELECT ${row.id}::uuid, line.* FROM jsonb_to_recordset(${JSON.stringify(bill.lines)}::jsonb)
        AS line(day date, model text, requests int8, "inputTokens" int8, "outputTokens" int8, cost numeric)`;
    const made = reconciliationResource(row);
    await recordChange(tx, context, { action: "reconciliation.create", entityId: row.id, after: { name: fileName, ...made } });
    return made;
  });
}
