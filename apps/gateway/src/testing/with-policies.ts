import { flowSchema } from "@sluice/definition/flow";
import { planSchema } from "@sluice/definition/plan";
import type { PolicySources } from "@sluice/policies/create-policy";
import { compileChains } from "@sluice/policies/policy-chain";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { testSources } from "@sluice/policies/testing/test-sources";
import type { CompiledApi } from "../runtime/compiled-api.ts";

/** The same API with these steps in one flow, for callers of its first plan. Throws when a gateway would refuse to deploy them. */
export function withPolicies(
  api: CompiledApi,
  lanes: { readonly request?: readonly object[]; readonly response?: readonly object[] },
  sources: PolicySources = testSources(),
): CompiledApi {
  const plan = planSchema.parse({ name: "Key", security: { type: "API_KEY" }, status: "PUBLISHED" });
  const definition = { flows: [flowSchema.parse(lanes)], plans: [plan] };
  const chains = compileChains({ apiId: api.id, definition, planIds: [api.plans[0]?.id ?? ""] }, sources);
  if (chains instanceof PolicyProblem) throw new Error(`${chains.path}: ${chains.message}`);
  return { ...api, chains };
}
