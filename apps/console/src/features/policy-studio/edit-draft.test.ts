import { DEFAULT_KEYLESS_PLAN } from "@sluice/definition/plan";
import type { ApiResource } from "@sluice/definition/resources";
import { expect, test } from "vitest";
import { copyFlow, copyStep, insertStep, moveStep, removeFlow, removeStep } from "./edit-draft.ts";
import { renameResource, usesOf } from "./resource-uses.ts";
import { definitionWith, problemsOf } from "./studio-definition.ts";
import { draftOf, findStep, flowOf, flowsIn, type StudioDraft } from "./studio-draft.ts";

const step = (name: string, policy = "ip-filtering", configuration = {}) => ({ name, enabled: true, policy, configuration });
const flow = (name: string, ...names: string[]) => ({
  name,
  enabled: true,
  selectors: [],
  request: names.map((one) => step(one)),
  response: [],
});
const PLAN = "00000000-0000-4000-8000-000000000001";

const api = {
  id: "00000000-0000-4000-8000-000000000000",
  version: 3,
  name: "Support",
  flows: [flow("Prompt", "a", "b", "c"), flow("Models")],
  resources: [{ name: "Detectors", type: "text-detectors", enabled: true, configuration: { secrets: true } }],
  plans: [{ ...DEFAULT_KEYLESS_PLAN, id: PLAN, apiId: "", flows: [flow("Prompt")] }],
} as unknown as ApiResource;

function start(): StudioDraft {
  return draftOf(api);
}

function keyOf(draft: StudioDraft, name: string): string {
  const steps = draft.scopes.flatMap(({ flows }) => flows.flatMap(({ request }) => request));
  return steps.find((one) => one.step.name === name)?.key ?? "";
}

function names(draft: StudioDraft, scope = "api"): string[][] {
  return flowsIn(draft, scope).map(({ request }) => request.map((one) => one.step.name));
}

function flowKey(draft: StudioDraft, at: number, scope = "api"): string {
  return flowsIn(draft, scope)[at]?.key ?? "";
}

test("a step moves within its lane and to another flow's, and nowhere else", () => {
  const draft = start();
  const prompt = { flow: flowKey(draft, 0), phase: "request" } as const;
  expect(names(moveStep(draft, keyOf(draft, "a"), { ...prompt, at: 2 }))).toEqual([["b", "c", "a"], []]);
  expect(names(moveStep(draft, keyOf(draft, "c"), { ...prompt, at: 0 }))).toEqual([["c", "a", "b"], []]);
  const models = { flow: flowKey(draft, 1), phase: "request" } as const;
  expect(names(moveStep(draft, keyOf(draft, "b"), { ...models, at: 0 }))).toEqual([["a", "c"], ["b"]]);
  expect(moveStep(draft, keyOf(draft, "b"), { flow: "gone", phase: "request", at: 0 })).toBe(draft);
});

test("a copy stands right after its step, or at the end of another flow's lane, under a name of its own", () => {
  const draft = start();
  const prompt = { flow: flowKey(draft, 0), phase: "request" } as const;
  const twice = copyStep(copyStep(draft, keyOf(draft, "a"), prompt), keyOf(draft, "a"), prompt);
  expect(names(twice)[0]).toEqual(["a", "a 3", "a 2", "b", "c"]);
  const plans = { flow: flowKey(draft, 0, PLAN), phase: "request" } as const;
  expect(names(copyStep(draft, keyOf(draft, "b"), plans), PLAN)).toEqual([["b"]]);
});

test("changing a copy leaves the original alone", () => {
  const original = start();
  const copied = copyFlow(original, flowKey(original, 0), PLAN);
  expect(flowsIn(copied, PLAN).map(({ flow: one }) => one.name)).toEqual(["Prompt", "Prompt 2"]);
  const copy = flowsIn(copied, PLAN)[1]?.request[0];
  const without = removeStep(copied, copy?.key ?? "");
  expect(names(without)).toEqual([["a", "b", "c"], []]);
  expect(names(without, PLAN)).toEqual([[], ["b", "c"]]);
});

test("what was deleted comes back to its place, and nowhere when its flow is gone", () => {
  const draft = start();
  const place = findStep(draft, keyOf(draft, "b"));
  if (!place) throw new Error("no step");
  const without = removeStep(draft, place.draft.key);
  expect(names(insertStep(without, place, place.draft))).toEqual(names(draft));
  const gone = removeFlow(without, place.flow);
  expect(insertStep(gone, place, place.draft)).toEqual(gone);
});

test("what is saved is what was read, and of the plans only those whose flows differ", () => {
  const draft = start();
  expect(definitionWith(api, draft)).toMatchObject({ name: "Support", flows: api.flows, resources: api.resources, plans: [] });
  expect(definitionWith(api, draft)).not.toHaveProperty("version");
  const changed = copyStep(draft, keyOf(draft, "a"), { flow: flowKey(draft, 0, PLAN), phase: "request" });
  expect(definitionWith(api, changed)["plans"]).toMatchObject([{ id: PLAN, flows: [{ request: [{ name: "a" }] }] }]);
  expect(flowsIn(changed, "api").map(flowOf)).toEqual(api.flows);
});

test("a problem is found at the step that has it, in a plan's flows too", () => {
  const draft = start();
  const wrong = { key: "wrong", step: step("limit", "token-ratelimit", { rate: {} }) };
  const inPlan = insertStep(draft, { flow: flowKey(draft, 0, PLAN), phase: "request", at: 0 }, wrong);
  const { steps } = problemsOf(inPlan);
  expect([...steps.keys()]).toEqual(["wrong"]);
  expect(Object.keys(steps.get("wrong") ?? {})).toEqual(["configuration.rate.limit"]);
});

test("steps follow a resource to its new name", () => {
  const draft = start();
  const guard = { key: "guard", step: step("guard", "ai-prompt-guard-rails", { resourceName: "Detectors" }) };
  const guarded = insertStep(draft, { flow: flowKey(draft, 0), phase: "request", at: 0 }, guard);
  const renamed = renameResource(guarded, guarded.resources[0]?.key ?? "", "House detectors");
  expect(usesOf(renamed, "House detectors")).toEqual(["guard"]);
  expect(problemsOf(renamed).steps.size).toBe(0);
  expect(names(renamed)[0]).toEqual(["guard", "a", "b", "c"]);
});
