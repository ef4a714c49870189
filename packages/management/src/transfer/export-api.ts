import { omittedSecret } from "@sluice/definition/gravitee/omitted-secret";
import { mapSecrets } from "@sluice/definition/secrets";
import type { ApiExport } from "@sluice/definition/transfer";
import { authorise } from "../access/authorise.ts";
import { readApi, type StoredApi, storedDefinition } from "../apis/stored-api.ts";
import type { ManagementContext } from "../context.ts";
import { Download } from "../download.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { definitionOfPlan } from "../plans/plan-resource.ts";
import { maskSecrets } from "../secrets/mask-secrets.ts";

/** An API as it is saved, with its plans, as a file that any instance can import. Secrets stay here. */
export async function exportApi(context: ManagementContext, id: string): Promise<Download | ManagementError> {
  const denied = await authorise(context, "apis:read", { apiId: id });
  if (denied) return denied;
  const api = await readApi(context.db, id);
  if (!api) return notFound("API");
  const text = `${JSON.stringify(envelopeOf(api, context.now()), null, 2)}\n`;
  return new Download({ name: fileName(api), type: "application/json", text });
}

function envelopeOf(api: StoredApi, now: Date): ApiExport {
  // A closed plan is over, and another may have its name by now.
  const plans = api.plans.filter(({ status }) => status !== "CLOSED").map(definitionOfPlan);
  const secretsOmitted: string[] = [];
  const open = mapSecrets({ ...storedDefinition(api), plans }, (_sealed, place) => {
    secretsOmitted.push(place.path);
    return omittedSecret(place);
  });
  const { plans: openPlans, ...definition } = maskSecrets(open);
  return {
    export: { product: "Sluice", version: 1, date: now.toISOString(), secretsOmitted },
    api: definition,
    plans: openPlans,
  };
}

/** `support-1.0.json` */
function fileName({ name, apiVersion }: StoredApi): string {
  const words = `${name}-${apiVersion}`.toLowerCase().replaceAll(/[^a-z0-9.]+/g, "-");
  return `${words.replaceAll(/^[-.]+|[-.]+$/g, "") || "api"}.json`;
}
