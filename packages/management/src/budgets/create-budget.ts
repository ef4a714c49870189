import type { BudgetResource } from "@sluice/definition/budgets";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { authoriseBudget, isGone, placeOf } from "./budget-place.ts";
import { budgetResource, budgetSettings } from "./budget-resource.ts";
import { parseBudget } from "./parse-budget.ts";

/** Each is looked at several times a minute. */
const MOST_BUDGETS = 500;

/** A budget of everything, of an API, an application or a plan. A secret that was made for its webhook is shown here, and never again. */
export async function createBudget(context: ManagementContext, body: unknown): Promise<BudgetResource | ManagementError> {
  const parsed = await parseBudget(context, body, null);
  // Whoever may make none learns nothing about the rest.
  if (parsed instanceof ManagementError) return (await authorise(context, "settings:manage")) ?? parsed;
  const { input, sealedSecret, madeSecret } = parsed;
  const { place, name } = await placeOf(context.db, input);
  const denied = await authoriseBudget(context, input, place);
  if (denied) return denied;
  if (isGone(input, name)) return notFound("API, application or plan");
  const row = await transact(context, async (tx) => {
    if ((await tx.budget.count()) >= MOST_BUDGETS)
      return new ManagementError("conflict", `At most ${MOST_BUDGETS} budgets. Delete some first.`);
    const made = await tx.budget.create({ data: { ...input, webhookSecret: sealedSecret, createdBy: context.actor.name } });
    await recordChange(tx, context, { action: "budget.create", entityId: made.id, after: budgetSettings(made) });
    return made;
  });
  if (row instanceof ManagementError) return row;
  const resource = await budgetResource(context.db, row, { placeName: name, now: context.now(), mayWrite: true });
  return madeSecret === null ? resource : { ...resource, webhookSecret: madeSecret };
}
