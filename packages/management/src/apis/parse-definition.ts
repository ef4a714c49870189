import { type ApiDefinition, apiDefinitionSchema } from "@sluice/definition/api";
import { READ_ONLY_API_FIELDS } from "@sluice/definition/resources";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import type { StoredDefinition } from "./stored-api.ts";

export interface ParsedDefinition {
  /** Secrets as they were sent: plain or masked. */
  readonly definition: StoredDefinition;
  /** In the caller's order, each with the id that it was sent with. Null when the body does not speak of plans. */
  readonly plans: readonly (ApiDefinition["plans"][number] & { readonly id: string | null })[] | null;
  /** The version that the caller has seen, if it says so. */
  readonly version: number | null;
}

/** A definition as callers send it: their own, or one that they got here, with its read-only fields still in it. */
export function parseDefinition(body: unknown): ParsedDefinition | ManagementError {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return new ManagementError("invalid_request", "The body must be a JSON object: an API definition.");
  }
  const sent = body as Record<string, unknown>;
  const { plans, ...rest } = sent;
  for (const field of READ_ONLY_API_FIELDS) delete rest[field];
  const parsed = parseInput(apiDefinitionSchema, { ...rest, ...(plans === undefined ? {} : { plans: withoutIds(plans) }) });
  if (parsed instanceof ManagementError) return parsed;
  const { plans: parsedPlans, ...definition } = parsed;
  const ids = Array.isArray(plans) ? plans.map(idOf) : [];
  return {
    definition,
    plans: plans === undefined ? null : parsedPlans.map((plan, index) => ({ ...plan, id: ids[index] ?? null })),
    version: typeof sent["version"] === "number" ? sent["version"] : null,
  };
}

function withoutIds(plans: unknown): unknown {
  if (!Array.isArray(plans)) return plans;
  return plans.map((plan: unknown) => {
    if (typeof plan !== "object" || plan === null) return plan;
    const { id: _id, apiId: _apiId, ...rest } = plan as Record<string, unknown>;
    return rest;
  });
}

function idOf(plan: unknown): string | null {
  const id = typeof plan === "object" && plan !== null && "id" in plan ? plan.id : null;
  return typeof id === "string" ? id : null;
}
