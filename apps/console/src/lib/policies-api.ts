import { type ExpressionCheckInput, expressionCheckSchema } from "@sluice/definition/expressions";
import { type ImpactInput, impactSchema } from "@sluice/definition/policy-impact";
import { type TrialInput, trialSchema } from "@sluice/definition/policy-trial";
import { callApi } from "./api-client.ts";

/** One function a call of the management API about policies. All throw ApiError. */

/** Why an expression does not compile; null: it does. */
export async function checkExpression(input: ExpressionCheckInput): Promise<string | null> {
  const checked = await callApi("/expressions/_check", expressionCheckSchema, { method: "POST", body: input });
  return checked.ok ? null : `${checked.message} (at character ${checked.offset + 1})`;
}

/** What each policy would do to a call: nothing is saved, no provider is called, nothing is counted. */
export function tryPolicies(apiId: string, input: TrialInput) {
  return callApi(`/apis/${encodeURIComponent(apiId)}/policies/_try`, trialSchema, { method: "POST", body: input });
}

/** Of the API's last requests, how many each policy would have refused. */
export function readImpact(apiId: string, input: ImpactInput) {
  return callApi(`/apis/${encodeURIComponent(apiId)}/policies/_impact`, impactSchema, { method: "POST", body: input });
}
