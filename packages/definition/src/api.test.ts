import { describe, expect, test } from "vitest";
import { apiDefinitionSchema } from "./api.ts";
import { fieldProblems } from "./problems.ts";

const bearer = { type: "BEARER", bearer: "sk-0123456789abcdef" };
const endpoint = (name: string, configuration: object = {}) => ({
  name,
  type: "llm-proxy",
  configuration: { provider: "OPEN_AI", authentication: bearer, models: [{ name: "gpt-5-mini" }], ...configuration },
});
const group = (name: string, ...endpoints: object[]) => ({ name, endpoints: endpoints.length ? endpoints : [endpoint(`Default ${name}`)] });
const api = (change: object = {}) => ({
  name: "Test",
  apiVersion: "1.1",
  listeners: [{ type: "HTTP", paths: [{ path: "/llmtest" }], entrypoints: [{ type: "llm-proxy" }] }],
  endpointGroups: [group("llmtest")],
  ...change,
});
const problemsOf = (input: unknown) => {
  const parsed = apiDefinitionSchema.safeParse(input);
  return parsed.success ? {} : fieldProblems(parsed.error);
};
const withConfiguration = (configuration: object) => api({ endpointGroups: [group("g", endpoint("e", configuration))] });
const withPaths = (...paths: string[]) =>
  api({ listeners: [{ type: "HTTP", paths: paths.map((path) => ({ path })), entrypoints: [{ type: "llm-proxy" }] }] });

describe("the definition", () => {
  test("takes published keyless plans that selection rules tell apart, and those that are not published", () => {
    const keyless = (name: string, change: object = {}) => ({ name, security: { type: "KEY_LESS" }, status: "PUBLISHED", ...change });
    const rule = (tier: string) => ({ selectionRule: `{#request.headers['x-tier'][0] == '${tier}'}` });
    const plans = [
      keyless("gold", rule("gold")),
      keyless("silver", rule("silver")),
      keyless("any"),
      keyless("old", { status: "DEPRECATED" }),
    ];
    expect(problemsOf(api({ plans }))).toEqual({});
    expect(problemsOf(api({ plans: [...plans, keyless("gold too", rule("gold"))] }))).toHaveProperty("plans");
  });

  test("fills in what the contract says when it is left out", () => {
    const parsed = apiDefinitionSchema.parse(api());
    expect(parsed).toMatchObject({
      definitionVersion: "V4",
      type: "LLM_PROXY",
      description: "",
      failover: { enabled: true, maxRetries: 2 },
      analytics: { enabled: true, logging: { content: "NONE" } },
      flows: [],
      plans: [],
    });
    expect(parsed.listeners[0]?.entrypoints[0]?.configuration).toEqual({ enforceUsage: true, injectTokenHeaders: false });
    expect(parsed.endpointGroups[0]).toMatchObject({
      loadBalancer: { type: "ROUND_ROBIN" },
      sharedConfiguration: { http: { connectTimeout: 5000, firstByteTimeout: 120_000, idleTimeout: 60_000 } },
    });
    expect(parsed.endpointGroups[0]?.endpoints[0]?.configuration.modelGovernance).toEqual({
      aliasOnly: false,
      modelPattern: "",
      prefixPolicy: { policy: "NO_PREFIX" },
    });
  });

  test("is the same after a second reading", () => {
    const once = apiDefinitionSchema.parse(api());
    expect(apiDefinitionSchema.parse(structuredClone(once))).toEqual(once);
  });

  test.each<[string, unknown, string, string | RegExp]>([
    ["no name", api({ name: " " }), "name", "API name is required."],
    ["a long name", api({ name: "x".repeat(51) }), "name", /at most 50/],
    ["no version", api({ apiVersion: "" }), "apiVersion", "Version number is required."],
    ["a long version", api({ apiVersion: "1".repeat(33) }), "apiVersion", /at most 32/],
    ["a long description", api({ description: "x".repeat(251) }), "description", /at most 250/],
    ["an unknown field", api({ descripton: "typo" }), "descripton", 'Unknown field "descripton".'],
    [
      "an unknown field deep inside",
      withConfiguration({ modles: [] }),
      "endpointGroups.0.endpoints.0.configuration.modles",
      /Unknown field/,
    ],
    ["another definition version", api({ definitionVersion: "V2" }), "definitionVersion", /Only V4/],
    ["another type", api({ type: "PROXY" }), "type", /LLM_PROXY/],
    ["no listener", api({ listeners: [] }), "listeners", /one HTTP listener/],
    ["no provider", api({ endpointGroups: [] }), "endpointGroups", "Add at least one provider."],
    ["a colon in a group's name", api({ endpointGroups: [group("a:b")] }), "endpointGroups.0.name", /colon/],
    ["a colon in an endpoint's name", api({ endpointGroups: [group("a", endpoint("x:y"))] }), "endpointGroups.0.endpoints.0.name", /colon/],
    [
      "two groups of one name",
      api({ endpointGroups: [group("a"), group("a", endpoint("other"))] }),
      "endpointGroups.1.name",
      /used by another provider/,
    ],
    [
      "an endpoint named like another group",
      api({ endpointGroups: [group("a", endpoint("b")), group("b", endpoint("c"))] }),
      "endpointGroups.0.endpoints.0.name",
      /used by another/,
    ],
    [
      "two endpoints of one name",
      api({ endpointGroups: [group("a", endpoint("x"), endpoint("x"))] }),
      "endpointGroups.0.endpoints.1.name",
      /used by another/,
    ],
    [
      "no model and no pattern",
      withConfiguration({ models: [] }),
      "endpointGroups.0.endpoints.0.configuration.models",
      "Name at least one model.",
    ],
    [
      "a model listed twice",
      withConfiguration({ models: [{ name: "m" }, { name: "m" }] }),
      "endpointGroups.0.endpoints.0.configuration.models.1.name",
      /listed twice/,
    ],
    [
      "a colon in an alias",
      withConfiguration({ models: [{ name: "m", aliases: ["a:b"] }] }),
      "endpointGroups.0.endpoints.0.configuration.models.0.aliases.0",
      /colon/,
    ],
    [
      "a negative price",
      withConfiguration({ models: [{ name: "m", inputPrice: -1 }] }),
      "endpointGroups.0.endpoints.0.configuration.models.0.inputPrice",
      /negative/,
    ],
    [
      "aliases only, and a model without one",
      withConfiguration({ modelGovernance: { aliasOnly: true } }),
      "endpointGroups.0.endpoints.0.configuration.models.0.aliases",
      /needs an alias/,
    ],
    [
      "a pattern with an open bracket",
      withConfiguration({ modelGovernance: { modelPattern: "(a|b" } }),
      "endpointGroups.0.endpoints.0.configuration.modelGovernance.modelPattern",
      /brackets/,
    ],
    [
      "the wrong authentication",
      withConfiguration({ authentication: { type: "API_KEY", value: "x" } }),
      "endpointGroups.0.endpoints.0.configuration.authentication.type",
      /OpenAI takes BEARER/,
    ],
    [
      "a missing address",
      withConfiguration({ provider: "OPEN_AI_COMPATIBLE" }),
      "endpointGroups.0.endpoints.0.configuration.target",
      /provider URL is required/,
    ],
    [
      "an address without a scheme",
      withConfiguration({ target: "api.openai.com/v1" }),
      "endpointGroups.0.endpoints.0.configuration.target",
      /start with https/,
    ],
    [
      "an address with a password",
      withConfiguration({ target: "https://u:p@host/v1" }),
      "endpointGroups.0.endpoints.0.configuration.target",
      /user name or password/,
    ],
    [
      "an address of one operation",
      withConfiguration({ target: "https://host/v1/chat/completions" }),
      "endpointGroups.0.endpoints.0.configuration.target",
      /last part/,
    ],
    [
      "a secret with a line break",
      withConfiguration({ authentication: { type: "BEARER", bearer: "sk-1\r\nx-evil: 1" } }),
      "endpointGroups.0.endpoints.0.configuration.authentication.bearer",
      /line breaks/,
    ],
    [
      "half an AWS key",
      withConfiguration({ provider: "BEDROCK", authentication: { type: "AWS", region: "eu-west-1", accessKeyId: "AKIA" } }),
      "endpointGroups.0.endpoints.0.configuration.authentication.secretAccessKey",
      /both/,
    ],
    [
      "Vertex without a project",
      withConfiguration({ provider: "VERTEX_AI", location: "global", authentication: { type: "SERVICE_ACCOUNT", json: "{}" } }),
      "endpointGroups.0.endpoints.0.configuration.projectId",
      /project/,
    ],
    ["a short context path", withPaths("/ab"), "listeners.0.paths.0.path", /more than 3 characters/],
    ["a repeated context path", withPaths("/abcd", "/abcd"), "listeners.0.paths.1.path", "Duplicated context path not allowed"],
    ["a context path inside another", withPaths("/abcd", "/abcd/efgh"), "listeners.0.paths.1.path", /lies inside/],
    [
      "two keyless plans",
      api({ plans: [1, 2].map((n) => ({ name: `p${n}`, security: { type: "KEY_LESS" }, status: "PUBLISHED" })) }),
      "plans",
      /are published and keyless both: give one a selection rule/,
    ],
    ["two plans of one name", api({ plans: [1, 2].map(() => ({ name: "p", security: { type: "API_KEY" } })) }), "plans.1.name", /named p/],
    [
      "credentials for every origin",
      api({
        listeners: [
          {
            paths: [{ path: "/abcd" }],
            entrypoints: [{ type: "llm-proxy" }],
            cors: { enabled: true, allowOrigin: ["*"], allowCredentials: true },
          },
        ],
      }),
      "listeners.0.cors.allowCredentials",
      /refuse credentials/,
    ],
    ["no object at all", null, "", /./],
  ])("refuses %s, naming the field", (...[, input, field, message]) => {
    expect(problemsOf(input)[field]).toMatch(message);
  });

  test.each([
    ["HTTPS://app.example.org", /looks like/],
    ["https://App.example.org", /write this origin as https:\/\/app\.example\.org\./],
    ["https://app.example.org:443", /write this origin as https:\/\/app\.example\.org\./],
    ["https://ada:secret@app.example.org", /write this origin as https:\/\/app\.example\.org\./],
    ["https://müller.example", /write this origin as https:\/\/xn--mller-kva\.example\./],
    ["https://app.example.org:99999", /not an origin/],
    ["https://app.example.org:8443", undefined],
  ])("knows the origin %s as browsers write it", (origin, message) => {
    const cors = { enabled: true, allowOrigin: [origin] };
    const listeners = [{ paths: [{ path: "/abcd" }], entrypoints: [{ type: "llm-proxy" }], cors }];
    const problem = problemsOf(api({ listeners }))["listeners.0.cors.allowOrigin.0"];
    if (message) expect(problem).toMatch(message);
    else expect(problem).toBeUndefined();
  });

  test("lets a group of one name its endpoint like itself", () => {
    expect(problemsOf(api({ endpointGroups: [group("openai", endpoint("openai"))] }))).toEqual({});
  });

  test("takes a pattern instead of models", () => {
    expect(problemsOf(withConfiguration({ models: [], modelGovernance: { modelPattern: "gpt*" } }))).toEqual({});
  });

  test("knows free from unknown: a price of 0 stays, an absent one stays absent", () => {
    const parsed = apiDefinitionSchema.parse(withConfiguration({ models: [{ name: "m", inputPrice: 0 }] }));
    expect(parsed.endpointGroups[0]?.endpoints[0]?.configuration.models[0]).toEqual({
      name: "m",
      inputPrice: 0,
      aliases: [],
      parametersOverride: {},
    });
  });
});
