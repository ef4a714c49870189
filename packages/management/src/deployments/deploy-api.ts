import type { Transaction } from "@sluice/db/client";
import { toJson } from "@sluice/db/json";
import { notify } from "@sluice/db/notify";
import { apiDefinitionSchema } from "@sluice/definition/api";
import { fieldProblems } from "@sluice/definition/problems";
import { type DeploymentResource, deploymentInputSchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { type DeployableDefinition, deployableDefinition, lockApi, type StoredApi } from "../apis/stored-api.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { compileProblems } from "../flows/compile-problems.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { transact } from "../transact.ts";
import { deploymentResource } from "./deployment-resource.ts";

/**
 * Makes what is saved the next revision and tells the gateways; the first deployment also starts the API. `cannot_compile`, with the
 * field, when no gateway could serve it. The gateways' own word comes later: see `getDeployment`.
 */
export async function deployApi(context: ManagementContext, id: string, body: unknown): Promise<DeploymentResource | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId: id });
  if (denied) return denied;
  const input = parseInput(deploymentInputSchema, body ?? {});
  if (input instanceof ManagementError) return input;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, id);
    if (!api) return notFound("API");
    const definition = deployableDefinition(api);
    const refused = whyNotCompilable(definition);
    if (refused) return refused;
    const deployment = await appendRevision(tx, context, { api, definition, label: input.label || null });
    const warnings =
      definition.plans.length > 0 ? [] : ["No plan is published, so every call will be refused. Publish a plan and deploy again."];
    return warnings.length > 0 ? { ...deployment, warnings } : deployment;
  });
}

interface NewRevision {
  readonly api: StoredApi;
  readonly definition: DeployableDefinition;
  readonly label: string | null;
}

async function appendRevision(
  tx: Transaction,
  context: ManagementContext,
  { api, definition, label }: NewRevision,
): Promise<DeploymentResource> {
  const last = await tx.deployment.aggregate({ where: { apiId: api.id }, _max: { revision: true } });
  const revision = (last._max.revision ?? 0) + 1;
  const row = await tx.deployment.create({
    data: { apiId: api.id, revision, label, definition: toJson(definition), createdBy: context.actor.name, createdAt: context.now() },
  });
  const starts = api.deployed === null;
  await tx.api.update({ where: { id: api.id }, data: { deployedRevision: revision, ...(starts ? { state: "STARTED" } : {}) } });
  await recordChange(tx, context, {
    action: "api.deploy",
    entityId: api.id,
    before: { name: api.name, revision: api.deployedRevision },
    after: { name: api.name, revision, label },
  });
  await notify(tx, { kind: "api", id: api.id });
  return deploymentResource(row, []);
}

/** Stored definitions were checked when they were saved; the rules may have changed since. */
function whyNotCompilable(definition: DeployableDefinition): ManagementError | null {
  const plans = definition.plans.map(({ id: _id, ...plan }) => plan);
  const parsed = apiDefinitionSchema.safeParse({ ...definition, plans });
  const fields = parsed.success ? compileProblems(parsed.data) : fieldProblems(parsed.error);
  if (Object.keys(fields).length === 0) return null;
  const [path = "", reason = ""] = Object.entries(fields)[0] ?? [];
  return new ManagementError("cannot_compile", `This definition cannot be deployed: ${path}: ${reason}`, { fields });
}
