import { expect, test } from "vitest";
import { describePlan } from "./describe-plan.ts";
import { emptyPlan } from "./plan-draft.ts";
import { firstWrongStep, planProblems, planStepOf, problemsOfPlanStep } from "./plan-steps.ts";

test("problems belong to the step that shows their field, the first step first", () => {
  const problems = planProblems(emptyPlan("OAUTH2"));
  expect(firstWrongStep(problems)).toBe("general");
  expect(Object.keys(problemsOfPlanStep(problems, "general"))).toEqual(["name"]);
  expect(Object.keys(problemsOfPlanStep(problems, "authentication")).sort()).toEqual([
    "security.configuration.clientId",
    "security.configuration.clientSecret",
    "security.configuration.introspectionEndpoint",
  ]);
  expect(firstWrongStep(planProblems({ ...emptyPlan("API_KEY"), name: "Key" }))).toBeNull();
});

test("what no step knows is shown at the end", () => {
  expect(planStepOf("flows.0.name")).toBe("review");
  expect(planStepOf("selectionRule")).toBe("authentication");
});

test("a name that another plan has is refused", () => {
  expect(planProblems({ ...emptyPlan("MTLS"), name: " Gold " }, ["Gold"])).toEqual({
    name: "A plan named Gold stands in the list already.",
  });
});

test("the review names every way to send a key, and what a token must say", () => {
  const words = (plan: Parameters<typeof describePlan>[0]) =>
    describePlan(plan)
      .map(({ term, text }) => `${term} ${text}`)
      .join(" ");
  expect(words({ ...emptyPlan("API_KEY"), apiKeyHeader: "X-Team-Key" })).toContain("X-Gravitee-Api-Key or X-Team-Key");
  expect(words({ ...emptyPlan("JWT"), issuer: "me", audience: "a\nb", requiredScopes: "x y" })).toContain(
    "iss is me; aud has a or b; scopes include x, y.",
  );
  expect(words({ ...emptyPlan("OAUTH2"), cacheSeconds: "0" })).toContain("asked at every call");
});

test("a shared secret is never put into words", () => {
  const plan = { ...emptyPlan("JWT"), signature: "HMAC_HS256", keyResolver: "GIVEN_KEY", sharedSecret: "canary-secret" } as const;
  expect(JSON.stringify(describePlan(plan))).not.toContain("canary");
});
