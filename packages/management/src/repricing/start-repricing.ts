import { type RepricingResource, repricingInputSchema } from "@sluice/definition/repricing";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { lockPrices } from "../prices/stored-price.ts";
import { transact } from "../transact.ts";
import { continueRepricing } from "./continue-repricing.ts";
import { auditedRepricing, repricingResource } from "./repricing-resource.ts";

/** What is small is done when the answer comes; the rest goes on behind it. */
const WAITED_MS = 1_500;

/**
 * Prices past requests anew by the prices that are in force now, each by those of its own time. A dry run counts what would come of it. It is
 * carried on by whichever console is there, batch by batch.
 */
export async function startRepricing(context: ManagementContext, body: unknown): Promise<RepricingResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  if (denied) return denied;
  const input = parseInput(repricingInputSchema, body);
  if (input instanceof ManagementError) return input;
  const now = context.now();
  // Requests under way keep the cost that they get: a range that is still growing would be done before it is over.
  const [from, to] = [new Date(input.from), input.to ? new Date(input.to) : now];
  if (to > now) return invalidFields({ to: "This moment is still to come." });
  if (from >= to) return invalidFields({ from: "It ends before it begins." });
  const started = await transact(context, async (tx) => {
    await lockPrices(tx);
    const running = input.dryRun ? null : await tx.repricing.findFirst({ where: { dryRun: false, finishedAt: null, failure: null } });
    if (running) return new ManagementError("conflict", "Another repricing is under way. Wait until it is done.");
    const { actor } = context;
    const row = await tx.repricing.create({
      data: { ...input, from, to, createdBy: actor.name, createdById: actor.id, createdAt: now },
    });
    if (!input.dryRun) await recordChange(tx, context, { action: "repricing.start", entityId: row.id, after: auditedRepricing(row) });
    return row;
  });
  if (started instanceof ManagementError) return started;
  const { db } = context;
  // What fails here is in the row, or is taken up again by the next round.
  const work = continueRepricing(db, started.id).catch(() => {});
  await Promise.race([work, new Promise((resolve) => setTimeout(resolve, WAITED_MS).unref())]);
  return repricingResource((await db.repricing.findUnique({ where: { id: started.id } })) ?? started);
}
