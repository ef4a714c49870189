import { aiPromptGuardRailsSchema } from "@sluice/definition/policies/ai-prompt-guard-rails";
import { Denial } from "@sluice/wire/denial";
import { describe, expect, test } from "vitest";
import type { PromptText } from "../policy-call.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { createTextDetectors } from "../resources/create-text-detectors.ts";
import type { ClassifierResource, LabelScore, TextResource } from "../resources/text-resource.ts";
import { testContext } from "../testing/test-context.ts";
import { testSources } from "../testing/test-sources.ts";
import { createGuardRails } from "./create.ts";

const DETECTORS = createTextDetectors({
  promptInjection: true,
  jailbreak: false,
  secrets: false,
  patterns: [],
  denyLists: [{ label: "toxic", phrases: ["foul word"] }],
}) as TextResource;

/** A classifier that answers with these scores for every text, or fails. */
function classifier(
  scores: readonly LabelScore[] | Error,
  labels: readonly string[] | null = null,
): ClassifierResource & { asked: string[] } {
  const asked: string[] = [];
  return {
    kind: "classifier",
    labels,
    asked,
    async classify(texts) {
      asked.push(...texts);
      if (scores instanceof Error) throw scores;
      return texts.map(() => scores);
    },
  };
}

function build(configuration: object, resource: TextResource = DETECTORS) {
  const parsed = aiPromptGuardRailsSchema.parse({ resourceName: "guard", ...configuration });
  const identity = { apiId: "api", planId: null, step: "guard step", slot: "guard" };
  const sources = testSources({ resources: new Map([["guard", resource]]) });
  return createGuardRails(parsed, { identity, phase: "request", sources });
}

type Sketch = readonly { readonly role: PromptText["role"]; readonly text: string }[];

async function ask(configuration: object, texts: Sketch, resource: TextResource = DETECTORS) {
  const policy = build(configuration, resource);
  if (policy instanceof PolicyProblem) throw new Error(policy.message);
  const context = testContext({ texts });
  const verdict = (await policy.onRequest?.(context)) ?? null;
  return { verdict, decisions: context.decisions };
}

const FOUL = [{ role: "user", text: "You foul word." }] as const;
const BLOCK = { requestPolicy: "BLOCK_REQUEST" };

describe("a prompt", () => {
  test("is refused in Gravitee's words, with its labels and its place, never its text", async () => {
    const { verdict, decisions } = await ask(BLOCK, FOUL);
    expect(verdict).toMatchObject({
      code: "content_policy_violation",
      status: 400,
      message: "AI prompt validation detected. Reason: [toxic]",
      extra: { param: "messages.0.content" },
    });
    expect(decisions).toEqual([
      { policy: "ai-prompt-guard-rails", step: "guard step", action: "blocked", detail: "toxic 1.00 at messages.0.content" },
    ]);
    expect(JSON.stringify([verdict, decisions])).not.toContain("foul");
  });

  test("is only recorded where nothing else is said, as in Gravitee", async () => {
    const { verdict, decisions } = await ask({}, FOUL);
    expect([verdict, decisions[0]?.action]).toEqual([null, "allowed"]);
  });

  test("is let through in a dry run, which records what it would have done", async () => {
    const { verdict, decisions } = await ask({ ...BLOCK, dryRun: true }, FOUL);
    expect([verdict, decisions[0]?.action]).toEqual([null, "would_block"]);
  });

  test.each([
    ["other labels only", { ...BLOCK, contentChecks: "prompt_injection" }, null],
    ["this label among others, in any case", { ...BLOCK, contentChecks: "prompt_injection, TOXIC" }, "blocked"],
    ["a label that is only recorded", { ...BLOCK, checks: [{ label: "toxic", request: "LOG" }] }, "allowed"],
    ["a label that alone is refused", { checks: [{ label: "toxic", request: "BLOCK" }] }, "blocked"],
  ])("is judged by %s", async (_, configuration, action) => {
    const { decisions } = await ask(configuration, FOUL);
    expect(decisions[0]?.action ?? null).toBe(action);
  });

  test("counts scores above the threshold, not those that equal it", async () => {
    const scores = [
      { label: "toxic", score: 0.8 },
      { label: "insult", score: 0.81 },
    ];
    const { verdict } = await ask(BLOCK, FOUL, classifier(scores));
    expect(verdict).toMatchObject({ message: "AI prompt validation detected. Reason: [insult]" });
  });

  const CONVERSATION = [
    { role: "system", text: "system" },
    { role: "user", text: "first" },
    { role: "assistant", text: "answer" },
    { role: "user", text: "second" },
    { role: "tool", text: "result" },
  ] as const;
  test.each([
    [{}, ["system", "first", "answer", "second", "result"]],
    [{ toolResults: false }, ["system", "first", "answer", "second"]],
    [{ promptPreset: "ALL_USER_PROMPTS" }, ["first", "second", "result"]],
    [{ promptPreset: "LAST_USER_PROMPT" }, ["second", "result"]],
    [{ promptPreset: "LAST_USER_PROMPT", toolResults: false }, ["second"]],
    [{ promptLocation: "{#request.method}" }, ["POST"]],
    [{ promptPreset: "CUSTOM_PROMPT", promptLocation: "{#request.jsonContent.prompt}" }, ["system", "first", "answer", "second", "result"]],
  ])("is looked at where %j says", async (configuration, texts) => {
    const resource = classifier([]);
    await ask({ ...BLOCK, ...configuration }, CONVERSATION, resource);
    expect(resource.asked).toEqual(texts);
  });
});

describe("a resource that fails", () => {
  test.each([
    [BLOCK, "policy_unavailable"],
    [{}, null],
    [{ ...BLOCK, failurePolicy: "OPEN" }, null],
    [{ failurePolicy: "CLOSED" }, "policy_unavailable"],
    [{ ...BLOCK, dryRun: true }, null],
  ])("is treated as %j says, and recorded in any case", async (configuration, code) => {
    const { verdict, decisions } = await ask(configuration, FOUL, classifier(new Error("no answer in time")));
    expect(verdict instanceof Denial ? verdict.code : verdict).toBe(code);
    expect(decisions).toHaveLength(1);
    expect(decisions[0]?.action).toBe("failed");
  });
});

describe("a configuration is refused", () => {
  test.each([
    [{ resourceName: "other" }, "resourceName", /no resource other/],
    [{ contentChecks: "toxic, toxik" }, "contentChecks", /no label toxik. It knows: prompt_injection, toxic/],
    [{ checks: [{ label: "toxik" }] }, "checks.0.label", /no label toxik/],
    [{ promptLocation: "{#request.nonsense}" }, "promptLocation", /#request has the fields/],
  ])("with its place: %j", (configuration, path, message) => {
    expect(build(configuration)).toMatchObject({ path, message: expect.stringMatching(message) });
  });
});

describe("Gravitee's published configurations", () => {
  const PUBLISHED = {
    resourceName: "guard",
    promptLocation: "{#request.jsonContent.prompt}",
    contentChecks: "identity_hate,insult,obscene,severe_toxic,threat,toxic",
  };
  const jigsaw = classifier([{ label: "toxic", score: 0.95 }], ["toxic", "severe_toxic", "obscene", "threat", "insult", "identity_hate"]);
  test.each([
    [{ ...PUBLISHED, requestPolicy: "LOG_REQUEST" }, "allowed"],
    [{ ...PUBLISHED, requestPolicy: "BLOCK_REQUEST" }, "blocked"],
    [{ ...PUBLISHED, requestPolicy: "BLOCK_REQUEST", sensitivityThreshold: 0.1 }, "blocked"],
    [{ ...PUBLISHED, requestPolicy: "BLOCK_REQUEST", preventDuplicateKey: true }, "blocked"],
  ])("run unchanged: %j", async (configuration, action) => {
    const { decisions } = await ask(configuration, FOUL, jigsaw);
    expect(decisions[0]?.action).toBe(action);
  });
});
