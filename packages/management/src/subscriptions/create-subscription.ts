import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import { notify } from "@sluice/db/notify";
import { type SubscriptionResource, subscriptionInputSchema } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { standingOf } from "../access/standing.ts";
import { lockApplication } from "../applications/stored-application.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { insertApiKey } from "./api-key.ts";
import { readSubscription, subscriptionResource } from "./stored-subscription.ts";
import { whyNotSubscribable } from "./why-not-subscribable.ts";

/**
 * Subscribes an application to a published plan. On a plan with AUTO validation it is accepted at once, and a plan of keys gives it one
 * that is shown in full this once; else it waits for `acceptSubscription`.
 */
export async function createSubscription(
  context: ManagementContext,
  applicationId: string,
  body: unknown,
): Promise<SubscriptionResource | ManagementError> {
  const denied = await authorise(context, "applications:write", { applicationId });
  if (denied) return denied;
  const input = parseInput(subscriptionInputSchema, body);
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    if (!(await lockApplication(tx, applicationId))) return notFound("application");
    // Locked, so that the plan is not closed between this look and the commit.
    await tx.$queryRaw`SELECT 1 FROM "Plan" WHERE id = ${input.planId}::uuid FOR SHARE`;
    const plan = await tx.plan.findUnique({ where: { id: input.planId } });
    const refused = await whyNotSubscribable(tx, context, { plan, applicationId });
    if (refused || !plan) return refused ?? notFound("plan");
    return insertSubscription(tx, context, { plan, applicationId, request: input.request || null });
  });
}

interface NewSubscription {
  readonly plan: PlanRow;
  readonly applicationId: string;
  readonly request: string | null;
}

async function insertSubscription(
  tx: Transaction,
  context: ManagementContext,
  { plan, applicationId, request }: NewSubscription,
): Promise<SubscriptionResource | ManagementError> {
  const now = context.now();
  const accepted = plan.validation === "AUTO";
  const { id } = await tx.subscription.create({
    data: {
      applicationId,
      planId: plan.id,
      apiId: plan.apiId,
      status: accepted ? "ACCEPTED" : "PENDING",
      request,
      createdBy: context.actor.name,
      // Nobody processed it: `processedBy` is for people.
      ...(accepted ? { startsAt: now, processedAt: now } : {}),
    },
  });
  const key = accepted && plan.securityType === "API_KEY" ? await insertApiKey(tx, context, { subscriptionId: id }) : null;
  if (key instanceof ManagementError) return key;
  const stored = await readSubscription(tx, id);
  if (!stored) throw new Error(`subscription ${id} is gone from the transaction that made it`);
  const resource = subscriptionResource(stored, await standingOf({ ...context, db: tx }));
  await recordChange(tx, context, { action: "subscription.create", entityId: id, after: resource });
  await notify(tx, { kind: "subscription", id });
  return key ? { ...resource, apiKeys: [key] } : resource;
}
