import { RETENTION_KINDS, type RetentionResource, retentionInputSchema } from "@sluice/definition/retention";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { readRetention } from "./get-retention.ts";

/** Says how long usage is kept. Gateways drop what is older within the hour; it does not come back when more days are set later. */
export async function updateRetention(context: ManagementContext, body: unknown): Promise<RetentionResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(retentionInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const before = daysOf(await readRetention(tx));
    for (const kind of RETENTION_KINDS) {
      const keepDays = input[kind];
      if (keepDays !== undefined) await tx.retention.update({ where: { kind }, data: { keepDays } });
    }
    const retention = await readRetention(tx);
    await recordChange(tx, context, { action: "retention.update", entityId: "usage", before, after: daysOf(retention) });
    return retention;
  });
}

function daysOf(retention: RetentionResource): Readonly<Record<string, number>> {
  return Object.fromEntries(RETENTION_KINDS.map((kind) => [kind, retention[kind].keepDays]));
}
