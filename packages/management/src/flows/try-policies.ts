import { type Trial, type TrialRequest, trialInputSchema, trialSchema } from "@sluice/definition/policy-trial";
import { authorise } from "../access/authorise.ts";
import { readApi, type StoredApi, storedDefinition } from "../apis/stored-api.ts";
import type { ManagementContext } from "../context.ts";
import { askGateway } from "../endpoints/ask-gateway.ts";
import { invalidFields, ManagementError, notFound } from "../management-error.ts";
import { refuseChosenAddresses } from "../outbound/refuse-chosen-addresses.ts";
import { parseInput } from "../parse-input.ts";
import { definitionOfPlan } from "../plans/plan-resource.ts";
import { maskSecrets } from "../secrets/mask-secrets.ts";
import { sealSecrets } from "../secrets/seal-secrets.ts";

/**
 * Has a gateway say what each policy would do to a call, by the code of real calls and before anything is saved. No provider is called,
 * limits are only looked at. What cannot be tried is an answer (`ok: false`), not an error.
 */
export async function tryPolicies(context: ManagementContext, id: string, body: unknown): Promise<Trial | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId: id });
  if (denied) return denied;
  const input = parseInput(trialInputSchema, body);
  if (input instanceof ManagementError) return input;
  // Resources are called as they are sent, before any save could refuse them.
  const unsafe = refuseChosenAddresses(context, input);
  if (unsafe) return unsafe;
  const api = await readApi(context.db, id);
  if (!api) return notFound("API");
  const definition = definitionToTry(context, api, input);
  if (definition instanceof ManagementError) return definition;
  const request: TrialRequest = { apiId: api.id, planId: input.planId, definition, sample: input.sample };
  const answer = await askGateway(context, { policies: request });
  if (answer instanceof ManagementError) return answer;
  if (answer.from === "none")
    return {
      ok: false,
      message:
        answer.why === "no-gateway" ? "No gateway is running, so nobody can try the policies. Start one." : "No gateway answered in time.",
    };
  const parsed = trialSchema.safeParse(answer.result);
  return parsed.success ? parsed.data : { ok: false, message: "The gateway's answer cannot be read. Is it of the console's version?" };
}

/** The API as it is saved, with what was sent in its place; of its plans the one that is asked for. Secrets are sealed. */
function definitionToTry(
  { secretBox }: Pick<ManagementContext, "secretBox">,
  api: StoredApi,
  { planId, flows, resources, planFlows }: ReturnType<typeof trialInputSchema.parse>,
): Record<string, unknown> | ManagementError {
  const row = api.plans.find((plan) => plan.id === planId);
  if (!row) return invalidFields({ planId: "This API has no plan with this id." });
  const kept = { ...storedDefinition(api), plans: api.plans.map(definitionOfPlan) };
  // As the console sees it, so that what was sent and what is stored are sealed by one rule.
  const { plans, ...seen } = maskSecrets({ ...kept, plans: [definitionOfPlan(row)] });
  const asked = {
    ...seen,
    ...(flows ? { flows } : {}),
    ...(resources ? { resources } : {}),
    plans: plans.map((plan) => ({ ...plan, ...(planFlows ? { flows: planFlows } : {}) })),
  };
  const { definition, problems } = sealSecrets(asked, secretBox, [kept]);
  if (Object.keys(problems).length > 0) return invalidFields(problems);
  return { ...definition, plans: definition.plans.map((one) => ({ id: planId, ...one })) };
}
