import type { Transaction } from "@sluice/db/client";
import { same } from "@sluice/definition/changes/report";
import type { ApiResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { definitionOfPlan } from "../plans/plan-resource.ts";
import { syncPlans } from "../plans/sync-plans.ts";
import { sealSecrets } from "../secrets/seal-secrets.ts";
import { transact } from "../transact.ts";
import { type ParsedDefinition, parseDefinition } from "./parse-definition.ts";
import { saveDefinition } from "./save-definition.ts";
import { staleWrite } from "./stale-write.ts";
import { apiResource, lockApi, readApi, type StoredApi, storedDefinition } from "./stored-api.ts";

export interface UpdateOptions {
  /** The version that the caller has seen; beside `version` in the body. */
  readonly ifMatch?: number | undefined;
}

/**
 * Saves a definition. A change made from an older version is refused with what changed since. Masked secrets keep what is stored.
 * Plans that the body names are updated or added (by id, else by name); plans that it leaves out stay as they are.
 */
export async function updateApi(
  context: ManagementContext,
  id: string,
  { body, ifMatch }: { readonly body: unknown } & UpdateOptions,
): Promise<ApiResource | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId: id });
  if (denied) return denied;
  const parsed = parseDefinition(body);
  if (parsed instanceof ManagementError) return parsed;
  const unsafe = refuseChosenAddresses(context, { ...parsed.definition, plans: parsed.plans ?? [] });
  if (unsafe) return unsafe;
  const seen = ifMatch ?? parsed.version;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, id);
    if (!api) return notFound("API");
    if (seen !== null && seen !== api.version) return staleWrite(tx, api, seen);
    return saveChanges(tx, context, { api, parsed });
  });
}

async function saveChanges(
  tx: Transaction,
  context: ManagementContext,
  { api, parsed }: { readonly api: StoredApi; readonly parsed: ParsedDefinition },
): Promise<ApiResource | ManagementError> {
  const kept = { ...storedDefinition(api), plans: api.plans.map(definitionOfPlan) };
  const sealed = sealSecrets({ ...parsed.definition, plans: parsed.plans ?? [] }, context.secretBox, [kept]);
  if (Object.keys(sealed.problems).length > 0) return invalidFields(sealed.problems);
  const { plans, ...definition } = sealed.definition;
  // Putting back what one got is no save: it would make other editors' versions stale for nothing.
  const refused = same(definition, storedDefinition(api)) ? null : await saveDefinition(tx, context, { api, definition });
  if (refused) return refused;
  const plansRefused = parsed.plans === null ? null : await syncPlans(tx, context, { api, plans });
  if (plansRefused) return plansRefused;
  const saved = await readApi(tx, api.id);
  if (!saved) return notFound("API");
  const [before, after] = [apiResource(api), apiResource(saved)];
  if (!same(before, after)) await recordChange(tx, context, { action: "api.update", entityId: api.id, before, after });
  return after;
}
