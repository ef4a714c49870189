import type { SubscriptionResource } from "@sluice/definition/consumers";
import { createApi } from "../../apis/create-api.ts";
import { createApplication } from "../../applications/create-application.ts";
import { createPlan } from "../../plans/create-plan.ts";
import { definitionAt, granted, startManagement, type TestManagement } from "../../testing/test-context.ts";
import { createSubscription } from "../create-subscription.ts";

export interface Subscribers extends TestManagement {
  readonly apiId: string;
  newApplication(options?: Record<string, unknown>): Promise<string>;
  newPlan(options?: Record<string, unknown>): Promise<string>;
  /** A new application, subscribed to this plan, or to a new AUTO plan of keys. */
  subscribe(planId?: string): Promise<SubscriptionResource>;
  /** All that the audit says of an entity, as text, oldest first. */
  auditOf(entityId: string): Promise<{ readonly actions: readonly string[]; readonly text: string }>;
}

/** A database with one API, whose plans and subscribers are made as a test wants them. */
export async function startSubscribers(): Promise<Subscribers> {
  const management = await startManagement();
  const { context } = management;
  const { id: apiId } = granted(await createApi(context, definitionAt("/subscribed")));
  const newApplication = async (options = {}) => granted(await createApplication(context, { name: "Chat", ...options })).id;
  const newPlan = async (options = {}) => {
    const usual = { name: `Plan ${Math.random()}`, security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED" };
    return granted(await createPlan(context, apiId, { ...usual, ...options })).id;
  };
  return {
    ...management,
    apiId,
    newApplication,
    newPlan,
    subscribe: async (planId) =>
      granted(await createSubscription(context, await newApplication(), { planId: planId ?? (await newPlan()), request: "" })),
    auditOf: async (entityId) => {
      const rows = await context.db.auditEntry.findMany({ where: { entityId }, orderBy: { id: "asc" } });
      return { actions: rows.map(({ action }) => action), text: JSON.stringify(rows) };
    },
  };
}
