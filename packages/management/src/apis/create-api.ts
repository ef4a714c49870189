import type { Transaction } from "@sluice/db/client";
import { toJson } from "@sluice/db/json";
import type { ApiRole } from "@sluice/definition/access";
import type { ApiResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { readOwnDraft } from "../drafts/read-own-draft.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { insertPlans } from "../plans/insert-plans.ts";
import { sealSecrets } from "../secrets/seal-secrets.ts";
import { transact } from "../transact.ts";
import { claimPaths } from "./claim-paths.ts";
import { type ParsedDefinition, parseDefinition } from "./parse-definition.ts";
import { apiResource, readApi } from "./stored-api.ts";

export interface CreateOptions {
  /** The draft that the definition comes from: its secrets stand behind the masks, and it is gone once the API is there. */
  readonly draftId?: string | undefined;
}

/** Creates an API with its plans and context paths: all of it, or none. */
export async function createApi(
  context: ManagementContext,
  body: unknown,
  options: CreateOptions = {},
): Promise<ApiResource | ManagementError> {
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  const parsed = parseDefinition(body);
  if (parsed instanceof ManagementError) return parsed;
  const unsafe = refuseChosenAddresses(context, { ...parsed.definition, plans: parsed.plans ?? [] });
  if (unsafe) return unsafe;
  return transact(context, async (tx) => {
    const draft = options.draftId === undefined ? null : await readOwnDraft(tx, context, options.draftId);
    if (options.draftId !== undefined && !draft) return notFound("draft");
    const created = await insertApi(tx, context, { ...parsed, stored: draft ? [draft.definition] : [] });
    if (created instanceof ManagementError) return created;
    if (draft) await tx.draft.delete({ where: { id: draft.id } });
    return created;
  });
}

interface NewApi extends Pick<ParsedDefinition, "definition" | "plans"> {
  /** Where masked secrets are looked up. */
  readonly stored: readonly unknown[];
}

async function insertApi(tx: Transaction, context: ManagementContext, api: NewApi): Promise<ApiResource | ManagementError> {
  const sealed = sealSecrets({ ...api.definition, plans: api.plans ?? [] }, context.secretBox, api.stored);
  const { problems } = sealed;
  if (Object.keys(problems).length > 0) return invalidFields(problems);
  const { plans, ...definition } = sealed.definition;
  const by = context.actor.name;
  const { id } = await tx.api.create({
    data: { name: definition.name, apiVersion: definition.apiVersion, definition: toJson(definition), createdBy: by, updatedBy: by },
  });
  await tx.apiVersion.create({ data: { apiId: id, version: 1, definition: toJson(definition), savedBy: by } });
  await tx.apiMember.create({ data: { apiId: id, userId: context.actor.id, role: "OWNER" satisfies ApiRole } });
  const taken = await claimPaths(tx, id, definition);
  if (taken) return taken;
  await insertPlans(tx, context, { apiId: id, plans });
  const stored = await readApi(tx, id);
  if (!stored) throw new Error(`API ${id} is gone from the transaction that made it`);
  const resource = apiResource(stored);
  await recordChange(tx, context, { action: "api.create", entityId: id, after: resource });
  return resource;
}
