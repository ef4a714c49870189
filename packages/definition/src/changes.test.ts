import { describe, expect, test } from "vitest";
import { type ApiDefinition, apiDefinitionSchema } from "./api.ts";
import { describeChanges } from "./changes.ts";

const base = apiDefinitionSchema.parse({
  name: "Test",
  apiVersion: "1",
  listeners: [{ paths: [{ path: "/a-path" }], entrypoints: [{ type: "llm-proxy" }] }],
  endpointGroups: ["openai", "local"].map((name) => ({
    name,
    endpoints: [
      {
        name: `Default ${name}`,
        configuration: {
          provider: "OPEN_AI",
          authentication: { type: "BEARER", bearer: `sk-${name}-secret-0001` },
          models: [{ name: "gpt-5", inputPrice: 1, outputPrice: 2, aliases: ["fast"] }, { name: "gpt-5-mini" }],
        },
      },
    ],
  })),
  plans: [{ name: "Open", security: { type: "KEY_LESS" }, status: "PUBLISHED" }],
});

type Edit = (definition: ApiDefinition) => unknown;

function changesOf(edit: Edit): string[] {
  const after = structuredClone(base) as ApiDefinition;
  edit(after);
  return describeChanges(base, after).map((change) => change.summary);
}

function at<T>(list: readonly T[], index = 0): T {
  const item = list[index];
  if (item === undefined) throw new Error(`no item ${index}`);
  return item;
}

const group = (definition: ApiDefinition) => at(definition.endpointGroups);
const endpoint = (definition: ApiDefinition) => at(group(definition).endpoints);
const configuration = (definition: ApiDefinition) => endpoint(definition).configuration;

const cases: [string, Edit, string[]][] = [
  ["nothing", () => {}, []],
  ["name", (d) => Object.assign(d, { name: "Other" }), ["Name changed from Test to Other"]],
  ["description", (d) => Object.assign(d, { description: "words" }), ["Description changed"]],
  ["context path", (d) => Object.assign(at(at(d.listeners).paths), { path: "/b-path" }), ["Context path changed from /a-path to /b-path"]],
  ["a second context path", (d) => at(d.listeners).paths.push({ path: "/b-path" }), ["Context path /b-path added"]],
  [
    "usage",
    (d) => Object.assign(at(at(d.listeners).entrypoints).configuration, { enforceUsage: false }),
    ["Track tokens during stream mode turned off"],
  ],
  [
    "CORS",
    (d) =>
      Object.assign(at(d.listeners), {
        cors: {
          enabled: true,
          allowOrigin: ["*"],
          allowMethods: [],
          allowHeaders: [],
          exposeHeaders: [],
          allowCredentials: false,
          maxAge: 1,
        },
      }),
    ["Calls from browsers (CORS) turned on"],
  ],
  ["a model more", (d) => configuration(d).models.push({ name: "o5", aliases: [], parametersOverride: {} }), ["Model o5 added to openai"]],
  ["a model less", (d) => configuration(d).models.pop(), ["Model gpt-5-mini removed from openai"]],
  ["models in another order", (d) => configuration(d).models.reverse(), []],
  [
    "price",
    (d) => Object.assign(at(configuration(d).models), { inputPrice: 0 }),
    ["Input price of gpt-5 (openai) changed from $1 per million tokens to free"],
  ],
  ["price forgotten", (d) => delete at(configuration(d).models).outputPrice, ["Output price of gpt-5 (openai) removed"]],
  [
    "alias",
    (d) => Object.assign(at(configuration(d).models), { aliases: ["quick"] }),
    ["Alias quick added to gpt-5 (openai)", "Alias fast removed from gpt-5 (openai)"],
  ],
  [
    "parameter override",
    (d) => Object.assign(at(configuration(d).models), { parametersOverride: { temperature: 0 } }),
    ["Parameter temperature of gpt-5 (openai) set"],
  ],
  [
    "key",
    (d) => Object.assign(configuration(d), { authentication: { type: "BEARER", bearer: "sk-new-secret-0002" } }),
    ["API key of openai replaced"],
  ],
  [
    "key taken away",
    (d) => Object.assign(configuration(d), { authentication: { type: "BEARER", bearer: "" } }),
    ["API key of openai removed"],
  ],
  ["URL", (d) => Object.assign(configuration(d), { target: "http://localhost:1/v1" }), ["URL of openai set to http://localhost:1/v1"]],
  ["alias-only", (d) => Object.assign(configuration(d).modelGovernance, { aliasOnly: true }), ["Alias-only mode of openai turned on"]],
  [
    "prefix policy",
    (d) => Object.assign(configuration(d).modelGovernance.prefixPolicy, { policy: "PREFIXED_BOTH" }),
    ["Prefix policy of openai changed from NO_PREFIX to PREFIXED_BOTH"],
  ],
  [
    "load balancer",
    (d) => Object.assign(group(d).loadBalancer, { type: "RANDOM" }),
    ["Load balancer of openai changed from ROUND_ROBIN to RANDOM"],
  ],
  [
    "time-out",
    (d) => Object.assign(group(d).sharedConfiguration.http, { connectTimeout: 9 }),
    ["Connect time-out of openai changed from 5000 ms to 9 ms"],
  ],
  [
    "header",
    (d) => group(d).sharedConfiguration.headers.push({ name: "x-team", value: "hidden-value" }),
    ["Header of openai: x-team added"],
  ],
  ["provider removed", (d) => d.endpointGroups.pop(), ["Provider local removed"]],
  ["providers in another order", (d) => d.endpointGroups.reverse(), ["Order of the providers changed"]],
  [
    "provider renamed",
    (d) => {
      group(d).name = "main";
      endpoint(d).name = "Default main";
    },
    ["Provider openai renamed to main"],
  ],
  ["second endpoint", (d) => group(d).endpoints.push({ ...endpoint(d), name: "spare" }), ["Endpoint spare added to openai"]],
  [
    "failover",
    (d) => Object.assign(d, { failover: { enabled: false, maxRetries: 3 } }),
    ["Failover turned off", "Failover's number of retries changed from 2 to 3"],
  ],
  [
    "sampling of contents",
    (d) => Object.assign(d.analytics.logging, { samplingPercent: 10 }),
    ["Percentage of requests whose contents are logged set to 10"],
  ],
  [
    "sides of logging",
    (d) => Object.assign(d.analytics.logging, { mode: { entrypoint: true, endpoint: true } }),
    ["Logging between the gateway and providers turned on"],
  ],
  ["logging", (d) => Object.assign(d.analytics.logging, { content: "ALL" }), ["Logged content changed from NONE to ALL"]],
  ["plan added", (d) => d.plans.push({ ...at(d.plans), name: "Gold", security: { type: "API_KEY" } }), ["Plan Gold added (API key)"]],
  ["plan deprecated", (d) => Object.assign(at(d.plans), { status: "DEPRECATED" }), ["Plan Open deprecated"]],
  ["plan's validation", (d) => Object.assign(at(d.plans), { validation: "AUTO" }), ["Automatic validation of plan Open turned on"]],
  ["flow", (d) => d.flows.push({ name: "limits", enabled: true, selectors: [], request: [], response: [] }), ["Flow limits added"]],
  ["what nobody knows", (d) => ((d as Record<string, unknown>)["novelty"] = 1), ["novelty changed"]],
  [
    "what nobody knows, deep",
    (d) => ((configuration(d) as Record<string, unknown>)["novelty"] = 1),
    ["endpointGroups.0.endpoints.0.configuration.novelty changed"],
  ],
];

describe("a change is said in words", () => {
  test.each(cases)("%s", (_name, edit, expected) => {
    expect(changesOf(edit)).toEqual(expected);
  });
});

test("no value of a secret or a header is in any change", () => {
  for (const [, edit] of cases) {
    const after = structuredClone(base) as ApiDefinition;
    edit(after);
    expect(
      JSON.stringify([describeChanges(base, after), describeChanges(after, base), describeChanges({}, after), describeChanges(after, {})]),
    ).not.toMatch(/secret-000|hidden-value/);
  }
});

test("half-written definitions are compared as far as they go", () => {
  expect(describeChanges({}, {})).toEqual([]);
  expect(describeChanges(null, { name: "x", listeners: "nonsense", endpointGroups: [null, 3] })[0]?.summary).toBe("Name set to x");
});

test("plans in another order are a change, one more at the end is none of the order", () => {
  const [open, gold, silver] = ["Open", "Gold", "Silver"].map((name) => ({ ...at(base.plans), id: name, name }));
  const said = (before: unknown[], after: unknown[]) => describeChanges({ plans: before }, { plans: after }).map(({ summary }) => summary);
  expect(said([open, gold], [gold, open])).toEqual(["Plans are tried in another order: Gold, Open"]);
  expect(said([open, gold], [open, gold, silver])).toEqual(["Plan Silver added (keyless)"]);
  expect(said([open, gold, silver], [gold, silver])).toEqual(["Plan Open removed"]);
});

test("a plan is the same one under another name when it has an id", () => {
  const plan = { ...at(base.plans), id: "1" };
  expect(describeChanges({ plans: [plan] }, { plans: [{ ...plan, name: "Free" }] }).map((change) => change.summary)).toEqual([
    "Plan Open renamed to Free",
  ]);
});
