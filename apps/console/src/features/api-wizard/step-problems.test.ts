import { DRAFT_STEPS } from "@sluice/definition/resources";
import { describe, expect, test } from "vitest";
import { pathRow } from "../../components/entrypoint-form/entrypoint-draft.ts";
import { apiKeyPlan, keylessPlan } from "../../components/plan-form/plan-draft.ts";
import { emptyModel, emptyProvider } from "../../components/provider-form/provider-draft.ts";
import { firstStepWithProblems, firstUnfinishedStep, problemsOfStep, stepOfField, stepProblems } from "./step-problems.ts";
import { emptyForm, type WizardForm } from "./wizard-form.ts";

const finished: WizardForm = {
  ...emptyForm(),
  name: "Test",
  apiVersion: "1.1",
  architecture: "AI_GATEWAY",
  entrypointType: "llm-proxy",
  paths: [pathRow("llmtest")],
  providers: [{ ...emptyProvider("OPEN_AI"), name: "llmtest", typedModel: "gpt-5-mini" }],
};

describe("stepProblems", () => {
  test("lets the guide's words through every step, without a key", () => {
    for (const step of DRAFT_STEPS) expect(stepProblems(finished, step), step).toEqual({});
    expect(firstUnfinishedStep(finished)).toBeNull();
  });

  test("names each field that a new form lacks, on its own step and no other", () => {
    expect(stepProblems(emptyForm(), "details")).toEqual({ name: "API name is required.", apiVersion: "Version number is required." });
    expect(stepProblems(emptyForm(), "architecture")).toEqual({ type: "Select AI Gateway to go on." });
    expect(stepProblems(emptyForm(), "entrypoints")).toEqual({ "listeners.0.paths.0.path": "Context path is required." });
    expect(stepProblems(emptyForm(), "endpoints")).toEqual({
      "endpointGroups.0.name": "Name is required.",
      "endpointGroups.0.endpoints.0.configuration.provider": "Select an LLM provider.",
      "endpointGroups.0.endpoints.0.configuration.models": "Name at least one model.",
    });
    expect(stepProblems(emptyForm(), "security")).toEqual({});
  });

  test("refuses a description of 251 characters and a name of 51", () => {
    const problems = stepProblems({ ...finished, name: "n".repeat(51), description: "d".repeat(251) }, "details");
    expect(Object.keys(problems)).toEqual(["name", "description"]);
  });

  test("refuses paths that are short, twice there, or not allowed", () => {
    const problems = stepProblems(
      { ...finished, paths: [pathRow("ab"), pathRow("/llm"), pathRow("llm/"), pathRow("/a b c")] },
      "entrypoints",
    );
    expect(problems["listeners.0.paths.0.path"]).toBe("Context path has to be more than 3 characters long.");
    expect(problems["listeners.0.paths.2.path"]).toBe("Duplicated context path not allowed");
    expect(problems["listeners.0.paths.3.path"]).toMatch(/^Context path is not valid/);
  });

  test("refuses bounds of reading on that are no numbers or too large, in words, and only while it reads on", () => {
    const at = "listeners.0.entrypoints.0.configuration.clientDisconnect";
    const typed = { drainSeconds: "a minute", drainTokens: "1000001" };
    expect(stepProblems({ ...finished, clientDisconnect: { policy: "DRAIN", ...typed } }, "entrypoints")).toEqual({
      [`${at}.drainSeconds`]: "Reading on takes between 1 and 600 whole seconds.",
      [`${at}.drainTokens`]: "Reading on takes between 1 and 1,000,000 whole tokens.",
    });
    expect(stepProblems({ ...finished, clientDisconnect: { policy: "ABORT", ...typed } }, "entrypoints")).toEqual({});
  });

  test("puts a name that two providers share on the second one's Name", () => {
    const provider = { ...emptyProvider("OPEN_AI"), name: "llmtest", typedModel: "m" };
    const problems = stepProblems({ ...finished, providers: [provider, { ...provider, name: "llmtest" }] }, "endpoints");
    expect(problems).toEqual({ "endpointGroups.1.name": "This name is used by another provider or endpoint group." });
  });

  test("asks for a model, for an address where the provider has none, and for prices that are numbers", () => {
    const provider = { ...emptyProvider("OPEN_AI_COMPATIBLE"), name: "mine" };
    const at = "endpointGroups.0.endpoints.0.configuration";
    expect(stepProblems({ ...finished, providers: [provider] }, "endpoints")).toEqual({
      [`${at}.target`]: "OpenAI-compatible has no address of its own: the provider URL is required.",
      [`${at}.models`]: "Name at least one model.",
    });
    const priced = { ...provider, target: "http://h/v1", models: [{ ...emptyModel("m"), inputPrice: "much" }] };
    expect(stepProblems({ ...finished, providers: [priced] }, "endpoints")).toEqual({
      [`${at}.models.0.inputPrice`]: "A price is a number.",
    });
  });

  test("refuses a colon in a provider's name", () => {
    const provider = { ...emptyProvider("OPEN_AI"), name: "a:b", typedModel: "m" };
    expect(stepProblems({ ...finished, providers: [provider] }, "endpoints")["endpointGroups.0.name"]).toMatch(/colon/);
  });

  test("refuses two keyless plans, and two plans of one name", () => {
    expect(stepProblems({ ...finished, plans: [keylessPlan(), { ...keylessPlan(), name: "Other" }] }, "security")).toHaveProperty("plans");
    expect(stepProblems({ ...finished, plans: [apiKeyPlan(), apiKeyPlan()] }, "security")).toHaveProperty(["plans.1.name"]);
  });
});

describe("server problems", () => {
  const refused = { "endpointGroups.0.endpoints.0.name": "taken", "listeners.0.paths.0.path": "in use", nowhere: "odd" };

  test("land on the step that shows the field, the first step first", () => {
    expect(firstStepWithProblems(refused)).toBe("entrypoints");
    expect(problemsOfStep(refused, "endpoints")).toEqual({ "endpointGroups.0.name": "taken" });
    expect(firstStepWithProblems({})).toBeNull();
  });

  test("that no step shows stay on the summary", () => {
    expect(stepOfField("nowhere")).toBe("summary");
    expect(problemsOfStep(refused, "summary")).toEqual({ nowhere: "odd" });
  });
});
