import type { SecretBox } from "@sluice/db/secret-box";
import type { Plan } from "@sluice/definition/plan";
import { invalidFields, type ManagementError } from "../management-error.ts";
import { sealSecrets } from "./seal-secrets.ts";

/** A plan as its row may keep it: `sealSecrets` for one that stands alone. `stored` is what it was before. */
export function sealPlan(plan: Plan, secretBox: Pick<SecretBox, "seal">, stored?: Plan): Plan | ManagementError {
  const { definition, problems } = sealSecrets({ plans: [plan] }, secretBox, stored ? [{ plans: [stored] }] : []);
  const fields = Object.entries(problems).map(([path, message]) => [path.replace("plans.0.", ""), message]);
  return fields.length > 0 ? invalidFields(Object.fromEntries(fields)) : (definition.plans[0] ?? plan);
}
