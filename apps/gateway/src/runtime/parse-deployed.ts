import { type ApiDefinition, apiDefinitionSchema } from "@sluice/definition/api";
import { fieldProblems } from "@sluice/definition/problems";
import { READ_ONLY_API_FIELDS } from "@sluice/definition/resources";
import { CompileProblem } from "./compile-problem.ts";

export interface ParsedDefinition {
  readonly definition: ApiDefinition;
  /** Ids of `definition.plans`, in the same order. */
  readonly planIds: readonly string[];
}

/**
 * A stored revision, checked again: it may have been written by an older console, whose rules were others.
 * Plans carry their ids there, which the definition does not know.
 */
export function parseDeployed(stored: unknown): ParsedDefinition | CompileProblem {
  if (typeof stored !== "object" || stored === null) return new CompileProblem("The deployed definition is empty.", "");
  const { plans, ...rest } = stored as Record<string, unknown>;
  for (const field of READ_ONLY_API_FIELDS) delete rest[field];
  const withIds = Array.isArray(plans) ? (plans as unknown[]).map(takeId) : [];
  const parsed = apiDefinitionSchema.safeParse({ ...rest, plans: withIds.map(({ plan }) => plan) });
  if (!parsed.success) {
    const [field = "", reason = "The definition is not valid."] = Object.entries(fieldProblems(parsed.error))[0] ?? [];
    return new CompileProblem(reason, field);
  }
  const lacking = withIds.findIndex(({ id }) => id === "");
  if (lacking >= 0) return new CompileProblem("The plan has no id. Deploy the API again.", `plans.${lacking}.id`);
  return { definition: parsed.data, planIds: withIds.map(({ id }) => id) };
}

/** What the management API adds to a plan. */
const PLAN_RESOURCE_FIELDS = ["id", "apiId", "position", "createdAt", "updatedAt", "publishedAt", "closedAt"] as const;

function takeId(plan: unknown): { id: string; plan: unknown } {
  if (typeof plan !== "object" || plan === null) return { id: "", plan };
  const rest = { ...(plan as Record<string, unknown>) };
  const id = typeof rest["id"] === "string" ? rest["id"] : "";
  for (const field of PLAN_RESOURCE_FIELDS) delete rest[field];
  return { id, plan: rest };
}
