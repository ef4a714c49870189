import { DRAFT_STEPS } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { pathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { emptyProvider } from "../../components/provider-form/provider-draft.ts";
import { furtherStep, GROUPS, nextStep, previousStep, reachableStep, STEPS, stepAt } from "./steps.ts";
import { emptyForm } from "./wizard-form.ts";

test("every step that a draft can be at has a screen, in the same order", () => {
  expect(STEPS.map((step) => step.id)).toEqual([...DRAFT_STEPS]);
  for (const id of DRAFT_STEPS) expect(stepAt(id).id).toBe(id);
});

test("an address cannot lead past what was reached", () => {
  expect(reachableStep("summary", "entrypoints")).toBe("entrypoints");
  expect(reachableStep("details", "entrypoints")).toBe("details");
  expect(reachableStep("nonsense", "endpoints")).toBe("endpoints");
  expect(reachableStep(null, "security")).toBe("security");
});

test("the first step has none before it, the last none after", () => {
  expect(previousStep("details")).toBeNull();
  expect(previousStep("entrypoints")).toBe("entrypoint-type");
  expect(nextStep("summary")).toBe("summary");
  expect(furtherStep("details", "security")).toBe("security");
});

test("digests say what was chosen, and nothing before it was", () => {
  const digests = (form: ReturnType<typeof emptyForm>) => Object.fromEntries(GROUPS.map((group) => [group.id, group.digest(form)]));
  expect(digests(emptyForm())).toMatchObject({ entrypoints: [], endpoints: [] });
  const form = {
    ...emptyForm(),
    name: "Test",
    apiVersion: "1.1",
    architecture: "AI_GATEWAY",
    entrypointType: "llm-proxy",
    paths: [pathRow("llmtest")],
    providers: [{ ...emptyProvider("OPEN_AI"), name: "llmtest", typedModel: "gpt-5-mini" }],
  } as const;
  expect(digests(form)).toEqual({
    details: ["Test · 1.1"],
    entrypoints: ["LLM Proxy · /llmtest", "Tokens tracked in streams"],
    endpoints: ["1 provider · 1 model"],
    security: ["Default Keyless (UNSECURED)"],
    summary: [],
  });
});
