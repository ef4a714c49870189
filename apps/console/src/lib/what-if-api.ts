import { type WhatIfInput, whatIfSchema } from "@sluice/definition/what-if";
import { callApi, type Send } from "./api-client.ts";

/** What past traffic would have cost. Throws ApiError. */
export function askWhatIf(body: WhatIfInput, { signal }: Pick<Send, "signal"> = {}) {
  return callApi("/analytics/_what-if", whatIfSchema, { method: "POST", body, signal });
}
