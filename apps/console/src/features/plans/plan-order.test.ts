import { planSchema } from "@sluice/definition/plan";
import type { PlanResource } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { neighbourOf, plansOf, swapped } from "./plan-order.ts";

function plan(id: string, type: string, status = "PUBLISHED"): PlanResource {
  return { id, apiId: "api", ...planSchema.parse({ name: id, security: { type }, status }) };
}
const plans = [
  plan("open", "KEY_LESS"),
  plan("a", "API_KEY"),
  plan("old", "API_KEY", "CLOSED"),
  plan("b", "API_KEY"),
  plan("cert", "MTLS"),
];

test("plans are listed as gateways try them: by kind, then as they stand", () => {
  expect(plansOf(plans, "PUBLISHED").map(({ id }) => id)).toEqual(["cert", "a", "b", "open"]);
});

test("a plan changes places with the next of its kind and status alone", () => {
  const [open, a, , b] = plans;
  if (!open || !a || !b) throw new Error("the list is too short");
  expect(neighbourOf(plans, a, 1)?.id).toBe("b");
  expect(neighbourOf(plans, a, -1)).toBeNull();
  expect(neighbourOf(plans, open, 1)).toBeNull();
  expect(swapped(plans, a, b)).toEqual(["open", "b", "old", "a", "cert"]);
});
