import { type RetentionInput, retentionSchema } from "@sluice/definition/retention";
import { callApi, type Send } from "./api-client.ts";

export function readRetention({ signal }: Pick<Send, "signal"> = {}) {
  return callApi("/settings/retention", retentionSchema, { signal });
}

/** Kinds that are left out stay as they are. */
export function saveRetention(body: RetentionInput) {
  return callApi("/settings/retention", retentionSchema, { method: "PUT", body });
}
