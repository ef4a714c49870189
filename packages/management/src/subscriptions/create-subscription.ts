import type { Transaction } from "@sluice/db/client";
import type { Plan as PlanRow } from "@sluice/db/generated/client";
import { notify } from "@sluice/db/notify";
import { type SubscriptionResource, subscriptionInputSchema } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import { standingOf } from "../access/standing.ts";
import { lockApplication } from "../applications/stored-application.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { insertApiKey } from "./api-key.ts";
import { readSubscription, subscriptionResource } from "./stored-subscription.ts";

/**
 * Subscribes an application to a published plan. On a plan with AUTO validation it is accepted at once, with a key that is shown in full
 * this once; else it waits for `acceptSubscription`.
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
    const refused = await whyNotSubscribable(tx, { plan, applicationId });
    if (refused || !plan) return refused ?? notFound("plan");
    return insertSubscription(tx, context, { plan, applicationId });
  });
}

async function whyNotSubscribable(
  tx: Transaction,
  { plan, applicationId }: { readonly plan: PlanRow | null; readonly applicationId: string },
): Promise<ManagementError | null> {
  if (!plan) return invalidFields({ planId: "There is no such plan." });
  if (plan.securityType !== "API_KEY") {
    return invalidFields({ planId: `${plan.name} is keyless: it is called without a subscription.` });
  }
  if (plan.status !== "PUBLISHED") {
    return invalidFields({ planId: `${plan.name} is ${plan.status.toLowerCase()}. Only published plans take subscriptions.` });
  }
  const other = await tx.subscription.findFirst({
    where: { applicationId, planId: plan.id, status: { in: ["PENDING", "ACCEPTED", "PAUSED"] } },
  });
  if (!other) return null;
  return new ManagementError("conflict", `This application is subscribed to ${plan.name} already (${other.status.toLowerCase()}).`, {
    fields: { planId: "Subscribed already." },
  });
}

async function insertSubscription(
  tx: Transaction,
  context: ManagementContext,
  { plan, applicationId }: { readonly plan: PlanRow; readonly applicationId: string },
): Promise<SubscriptionResource | ManagementError> {
  const now = context.now();
  const accepted = plan.validation === "AUTO";
  const { id } = await tx.subscription.create({
    data: {
      applicationId,
      planId: plan.id,
      apiId: plan.apiId,
      status: accepted ? "ACCEPTED" : "PENDING",
      createdBy: context.actor.name,
      ...(accepted ? { startsAt: now, processedAt: now } : {}),
    },
  });
  const key = accepted ? await insertApiKey(tx, id) : null;
  const stored = await readSubscription(tx, id);
  if (!stored) throw new Error(`subscription ${id} is gone from the transaction that made it`);
  const resource = subscriptionResource(stored, await standingOf({ ...context, db: tx }));
  await recordChange(tx, context, { action: "subscription.create", entityId: id, after: resource });
  await notify(tx, { kind: "subscription", id });
  return key ? { ...resource, apiKeys: [key] } : resource;
}
