import { withoutReadOnly } from "@sluice/definition/resources";

/** A deployment keeps these alone of the plans, and not where they are stored. */
const SERVING = ["PUBLISHED", "DEPRECATED"];
const PLAN_FIELDS_LEFT_OUT = ["id", "apiId", "createdAt", "updatedAt"];

/** What of a definition reaches the gateways, in one order of fields, so that two of them compare line by line. */
export function deployableOf(definition: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const plans = Array.isArray(definition["plans"]) ? definition["plans"] : [];
  const serving = plans
    .filter((plan) => SERVING.includes(plan.status))
    .map((plan) => Object.fromEntries(Object.entries(plan).filter(([field]) => !PLAN_FIELDS_LEFT_OUT.includes(field))));
  return sorted({ ...withoutReadOnly(definition), plans: serving }) as Record<string, unknown>;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([field, inner]) => [field, sorted(inner)]),
  );
}
