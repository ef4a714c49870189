import type { Transaction } from "@sluice/db/client";
import type { Api, Deployment, Plan as PlanRow } from "@sluice/db/generated/client";
import type { ApiDefinition } from "@sluice/definition/api";
import { describeChanges } from "@sluice/definition/changes";
import type { ApiResource, Change, PlanResource } from "@sluice/definition/resources";
import { isId } from "../parse-input.ts";
import { definitionOfPlan, planResource } from "../plans/plan-resource.ts";
import { maskSecrets } from "../secrets/mask-secrets.ts";

/** What the Api row keeps: plans have rows of their own. */
export type StoredDefinition = Omit<ApiDefinition, "plans">;

export interface StoredApi extends Api {
  readonly plans: readonly PlanRow[];
  /** The revision in force. */
  readonly deployed: Deployment | null;
}

/** An API with its plans and the revision in force; null when there is none of that id. */
export async function readApi(tx: Pick<Transaction, "api" | "deployment">, id: string): Promise<StoredApi | null> {
  const api = isId(id) ? await tx.api.findUnique({ where: { id }, include: { plans: { orderBy: { position: "asc" } } } }) : null;
  if (!api) return null;
  const revision = api.deployedRevision;
  const deployed = revision === null ? null : await tx.deployment.findUnique({ where: { apiId_revision: { apiId: id, revision } } });
  return { ...api, deployed };
}

/** The same, with its row locked until the transaction ends: two writers of one API go one after the other. */
export async function lockApi(tx: Transaction, id: string): Promise<StoredApi | null> {
  if (!isId(id)) return null;
  await tx.$queryRaw`SELECT 1 FROM "Api" WHERE id = ${id}::uuid FOR UPDATE`;
  return readApi(tx, id);
}

/** What is in the column was parsed before it was written. */
export function storedDefinition(api: Pick<Api, "definition">): StoredDefinition {
  return api.definition as unknown as StoredDefinition;
}

export interface DeployableDefinition extends StoredDefinition {
  readonly plans: readonly (ApiDefinition["plans"][number] & { readonly id: string })[];
}

/** What a deployment holds: the definition with the plans that take calls. Secrets are sealed. */
export function deployableDefinition(api: StoredApi): DeployableDefinition {
  const plans = api.plans.filter((plan) => plan.status === "PUBLISHED" || plan.status === "DEPRECATED");
  return { ...storedDefinition(api), plans: plans.map((plan) => ({ id: plan.id, ...definitionOfPlan(plan) })) };
}

/** What is saved and not deployed. */
export function pendingChanges(api: StoredApi): Change[] {
  return api.deployed ? describeChanges(api.deployed.definition, deployableDefinition(api)) : [];
}

export function deploymentState(api: StoredApi, pending: readonly Change[]): ApiResource["deploymentState"] {
  if (!api.deployed) return "NOT_DEPLOYED";
  return pending.length > 0 ? "NEED_REDEPLOY" : "DEPLOYED";
}

/** The API as the outside sees it: secrets masked. */
export function apiResource(api: StoredApi): ApiResource {
  const pending = pendingChanges(api);
  return {
    ...maskSecrets(storedDefinition(api)),
    id: api.id,
    version: api.version,
    state: api.state,
    deploymentState: deploymentState(api, pending),
    deployedRevision: api.deployedRevision,
    createdAt: api.createdAt.toISOString(),
    createdBy: api.createdBy,
    updatedAt: api.updatedAt.toISOString(),
    updatedBy: api.updatedBy,
    plans: api.plans.map((plan): PlanResource => planResource(plan)),
    pendingChanges: pending,
  };
}
