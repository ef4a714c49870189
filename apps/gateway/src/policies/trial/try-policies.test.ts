import type { ApiDefinitionInput } from "@sluice/definition/api";
import type { SharedSources } from "@sluice/policies/create-policy";
import { describe, expect, test } from "vitest";
import { compileApi, type DeployedApi } from "../../runtime/compile-api.ts";
import { CompileProblem } from "../../runtime/compile-problem.ts";
import { API_ID, definition, endpoint, group, PLAN_ID, SOURCES } from "../../runtime/testing/deployed.ts";
import { tryPolicies } from "./try-policies.ts";

const { resources: _resources, ...SHARED } = SOURCES.policies;
const LIMIT = { policy: "token-ratelimit", name: "limit", configuration: { rate: { limit: 5_000, periodTimeUnit: "HOURS" } } };

/** As the gateway's own deployments do it, without any that serve. */
const deployments = {
  compileAside: async <Result>(
    deployed: DeployedApi,
    policies: SharedSources,
    use: (api: Exclude<ReturnType<typeof compileApi>, CompileProblem>) => Promise<Result>,
  ) => {
    const api = compileApi(deployed, { ...SOURCES, policies: { ...policies, resources: new Map() } });
    return api instanceof CompileProblem ? api : use(api);
  },
};

type StepInput = NonNullable<NonNullable<ApiDefinitionInput["flows"]>[number]["request"]>[number];

function tryOn(request: readonly StepInput[], sample: object = {}) {
  const stored = definition([group("Main", [endpoint("one", { models: ["gpt"] })])], { flows: [{ name: "All", request: [...request] }] });
  const asked = { model: "Main:gpt", messages: [{ role: "user", content: "Hello there" }], ...sample };
  return tryPolicies({ apiId: API_ID, planId: PLAN_ID, definition: stored, sample: asked }, { deployments, policies: SHARED });
}

describe("policies that are tried", () => {
  test("say what they change, and where a call ends", async () => {
    const decorator = {
      policy: "prompt-decorator",
      name: "rules",
      configuration: { prepend: [{ role: "system", content: "For {#request.headers['x-team'][0]}." }] },
    };
    const denied = { policy: "parameters", name: "models", configuration: { deniedModels: ["*gpt"] } };
    const result = await tryOn([decorator, denied, { ...decorator, name: "later" }], { headers: [{ name: "X-Team", value: "search" }] });
    if (!result.ok) throw new Error(result.message);
    expect(result.steps.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["rules", "changed"],
      ["models", "refused"],
      ["later", "not_reached"],
    ]);
    expect(result.steps[0]?.changes.map(({ after }) => after)).toContain("For search.");
    expect(result.refusal).toMatchObject({ status: 403, code: "model_not_allowed" });
  });

  test("count nothing, however often they are tried", async () => {
    for (let times = 0; times < 3; times++) expect(await tryOn([LIMIT])).toMatchObject({ ok: true, refusal: null });
    expect(await tryOn([{ ...LIMIT, configuration: { rate: { limit: 1, periodTimeUnit: "HOURS" } } }])).toMatchObject({
      refusal: { status: 429, code: "token_limit_exceeded" },
    });
  });

  test("are told apart from those that do not apply", async () => {
    const result = await tryOn([{ ...LIMIT, condition: "{#llm.kind == 'EMBEDDINGS'}" }]);
    expect(result).toMatchObject({ ok: true, steps: [{ outcome: "condition", decisions: [], changes: [] }] });
    expect(await tryOn([{ ...LIMIT, condition: "{#llm.kind == 'EMBEDDINGS'}" }], { kind: "embeddings" })).toMatchObject({
      steps: [{ outcome: "passed" }],
    });
  });

  test("say with its place what no gateway could run", async () => {
    const result = await tryOn([{ ...LIMIT, configuration: { rate: {} } }]);
    expect(result).toMatchObject({ ok: false, message: expect.stringContaining("Set a limit") });
  });
});
