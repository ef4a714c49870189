import { type ExpressionCheckInput, expressionCheckSchema } from "@sluice/definition/expressions";
import { callApi } from "./api-client.ts";

/** One function a call of the management API about policies. All throw ApiError. */

export function checkExpression(input: ExpressionCheckInput) {
  return callApi("/expressions/_check", expressionCheckSchema, { method: "POST", body: input });
}
