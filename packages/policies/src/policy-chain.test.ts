import { flowSchema } from "@sluice/definition/flow";
import { planSchema } from "@sluice/definition/plan";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { describe, expect, test } from "vitest";
import { compileChains } from "./policy-chain.ts";
import { PolicyProblem } from "./policy-problem.ts";
import { PolicyRun } from "./policy-run.ts";
import { testContext } from "./testing/test-context.ts";
import { testSources } from "./testing/test-sources.ts";

const SOURCES = testSources({ nowMs: () => 0 });
const PLAN = { name: "Keyless", security: { type: "KEY_LESS" }, status: "PUBLISHED" };

function assign(name: string, value: string, more: object = {}): object {
  return { policy: "assign-attributes", configuration: { attributes: [{ name, value }] }, ...more };
}

function compile(flows: readonly object[], planFlows: readonly object[] = []) {
  const definition = { flows: flows.map((flow) => flowSchema.parse(flow)), plans: [planSchema.parse({ ...PLAN, flows: planFlows })] };
  return compileChains({ apiId: "api", definition, planIds: ["plan"] }, SOURCES);
}

function run(flows: readonly object[], context = testContext(), planFlows: readonly object[] = []) {
  const chains = compile(flows, planFlows);
  if (chains instanceof PolicyProblem) throw new Error(`${chains.path}: ${chains.message}`);
  return new PolicyRun(chains.get("plan")?.flows ?? [], context, (error) => {
    throw error;
  });
}

describe("a plan's chain", () => {
  test("is none where no step is switched on", () => {
    expect(compile([{ request: [{ ...assign("a", "1"), enabled: false }] }, { enabled: false, request: [assign("a", "1")] }])).toEqual(
      new Map(),
    );
  });

  test("runs the plan's own flows before the API's", () => {
    const context = testContext();
    run([{ request: [assign("order", "{#context.attributes['order']}, api")] }], context, [
      { request: [assign("order", "plan")] },
    ]).onRequest();
    expect(context.context.attributes.get("order")).toBe("plan, api");
  });

  test.each([
    [{ type: "HTTP", path: "/chat/completions", pathOperator: "EQUALS", methods: ["post"] }, true],
    [{ type: "HTTP", path: "/v1/chat/completions", pathOperator: "EQUALS" }, true],
    [{ type: "HTTP", path: "/chat", pathOperator: "STARTS_WITH" }, true],
    [{ type: "HTTP", path: "/cha", pathOperator: "STARTS_WITH" }, false],
    [{ type: "HTTP", path: "/" }, true],
    [{ type: "HTTP", path: "/chat/completions", pathOperator: "EQUALS", methods: ["GET"] }, false],
    [{ type: "CONDITION", condition: "{#llm.model.startsWith('gpt')}" }, true],
    [{ type: "CONDITION", condition: "{#llm.kind == 'EMBEDDINGS'}" }, false],
  ])("takes requests by its selectors: %j", (selector, taken) => {
    const context = testContext();
    run([{ selectors: [selector], request: [assign("seen", "yes")] }], context).onRequest();
    expect(context.context.attributes.has("seen")).toBe(taken);
  });

  test("runs a step whose condition cannot be evaluated: a guard is not skipped by a slip", () => {
    const context = testContext({ attributes: new Map([["vip", "very"]]) });
    run([{ request: [assign("seen", "yes", { condition: "{#context.attributes['vip']}" })] }], context).onRequest();
    expect(context.context.attributes.get("seen")).toBe("yes");
  });

  test("stops at the first refusal, and tells those that were reached how it ended, once", () => {
    const context = testContext({ model: "gpt-4o" });
    const chain = run(
      [{ request: [assign("first", "1"), { policy: "parameters", configuration: { deniedModels: ["gpt-4*"] } }, assign("last", "1")] }],
      context,
    );
    const verdict = chain.onRequest();
    expect(verdict).toBeInstanceOf(Denial);
    expect(verdict).toMatchObject({ code: "model_not_allowed" });
    expect(context.context.attributes.has("last")).toBe(false);
    chain.settle({ status: 403, errorCode: "model_not_allowed", usage: NO_USAGE, costUsd: null, modelSent: null, asked: false });
  });

  test.each([
    [{ request: [{ policy: "nonsense" }] }, "flows.0.request.0.policy", "There is no policy nonsense."],
    [{ response: [{ policy: "parameters" }] }, "flows.0.response.0.policy", "Parameters cannot stand in the response lane."],
    [{ request: [assign("a", "{#request.method")] }, "flows.0.request.0.configuration.attributes.0.value", 'The "{" is never closed.'],
    [
      { request: [{ policy: "assign-attributes", configuration: { attributes: [] } }] },
      "flows.0.request.0.configuration.attributes",
      "Add an attribute.",
    ],
    [
      { selectors: [{ type: "CONDITION", condition: "{#nobody.id == 1}" }], request: [assign("a", "1")] },
      "flows.0.selectors.0.condition",
      expect.stringContaining("nobody"),
    ],
    [
      { request: [{ policy: "ip-filter", configuration: { whitelistIps: ["10.0.0.0/40"] } }] },
      "flows.0.request.0.configuration.whitelistIps.0",
      "10.0.0.0/40 is no address and no range of addresses.",
    ],
  ])("is refused with the place: %j", (flow, path, message) => {
    expect(compile([flow])).toMatchObject({ path, message });
  });
});
