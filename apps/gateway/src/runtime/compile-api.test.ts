import { describe, expect, test } from "vitest";
import { compileApi } from "./compile-api.ts";
import { CompileProblem } from "./compile-problem.ts";
import { API_ID, CREATED_AT_MS, compiled, definition, deployed, endpoint, group, PLAN_ID, SOURCES } from "./testing/deployed.ts";

const reference = (name: string) => `\${env:${name}}`;

const simple = () => group("Main", [endpoint("one", { models: ["gpt"] })]);
const withConfiguration = (configuration: object) => definition([group("Main", [endpoint("one", { models: ["gpt"], configuration })])]);
const bearer = (value: string) => withConfiguration({ authentication: { type: "BEARER", bearer: value } });

function problem(stored: unknown): CompileProblem {
  const result = compileApi(deployed(stored), SOURCES);
  if (!(result instanceof CompileProblem)) throw new Error("It compiled.");
  return result;
}

describe("a compiled API", () => {
  test("says what it is", () => {
    const api = compiled(definition([simple()]));
    expect(api).toMatchObject({
      id: API_ID,
      name: "Test",
      revision: 7,
      contextPaths: ["/llmtest"],
      cors: null,
      enforceUsage: true,
      injectTokenHeaders: false,
      drain: null,
      maxRetries: 2,
    });
  });

  test("lists its models as OpenAI does", () => {
    const api = compiled(definition([simple(), group("Other", [endpoint("two", { models: ['claude "x"'] })])]));
    expect(JSON.parse(api.modelList.toString())).toEqual({
      object: "list",
      data: [
        { id: "Main:gpt", object: "model", created: CREATED_AT_MS / 1000, owned_by: "Main" },
        { id: 'Other:claude "x"', object: "model", created: CREATED_AT_MS / 1000, owned_by: "Other" },
      ],
    });
    expect(api.models.map(({ json }) => JSON.parse(json).id)).toEqual(["Main:gpt", 'Other:claude "x"']);
  });

  test("lists a model of several endpoints once", () => {
    const api = compiled(definition([group("Main", [endpoint("a", { models: ["gpt"] }), endpoint("b", { models: ["gpt"] })])]));
    expect(api.models.map(({ id }) => id)).toEqual(["Main:gpt"]);
  });

  test("fails over to nobody when failover is off", () => {
    expect(compiled(definition([simple()], { failover: { enabled: false, maxRetries: 5 } })).maxRetries).toBe(0);
  });

  test("admits by published and deprecated plans, those with keys first", () => {
    const plan = (id: string, type: "KEY_LESS" | "API_KEY", status: string) => ({ id, name: id, security: { type }, status });
    const plans = [
      plan("open", "KEY_LESS", "PUBLISHED"),
      plan("draft", "API_KEY", "STAGING"),
      plan("key", "API_KEY", "PUBLISHED"),
      plan("old", "API_KEY", "DEPRECATED"),
      plan("gone", "API_KEY", "CLOSED"),
    ];
    expect(compiled({ ...definition([simple()]), plans }).plans.map(({ id }) => id)).toEqual(["key", "old", "open"]);
  });

  test("knows a plan's own header in lower case", () => {
    const plans = [
      {
        id: PLAN_ID,
        apiId: API_ID,
        name: "Key",
        security: { type: "API_KEY", configuration: { apiKeyHeader: "X-Team-Key" } },
        status: "PUBLISHED",
      },
    ];
    expect(compiled({ ...definition([simple()]), plans }).plans).toEqual([
      { id: PLAN_ID, security: "API_KEY", rule: null, header: "x-team-key" },
    ]);
  });

  test("has overrides as JSON by key, and none where there are none", () => {
    const models = [{ name: "gpt", parametersOverride: { temperature: 0, response_format: { type: "json_object" } } }, { name: "plain" }];
    const { routes } = compiled(withConfiguration({ models }));
    expect(routes.get("gpt")?.pick()[0]?.overrides).toEqual(
      new Map([
        ["temperature", "0"],
        ["response_format", '{"type":"json_object"}'],
      ]),
    );
    expect(routes.get("plain")?.pick()[0]?.overrides).toBeNull();
  });

  test("sends the provider's key and the group's headers, and the key wins", () => {
    const shared = {
      headers: [
        { name: "Authorization", value: "mine" },
        { name: "OpenAI-Organization", value: "org" },
        { name: "X-Team", value: reference("OPENAI_KEY") },
      ],
    };
    const configuration = { authentication: { type: "BEARER" as const, bearer: "sealed:secret" } };
    const [target] = compiled(
      definition([group("Main", [endpoint("one", { models: ["gpt"], configuration })], { sharedConfiguration: shared })]),
    ).openAiTargets;
    expect(target?.headers).toEqual([
      "authorization",
      "Bearer opened-secret",
      "openai-organization",
      "org",
      "x-team",
      "sk-from-environment",
    ]);
    expect(target?.secrets).toEqual(["opened-secret", "sk-from-environment"]);
  });

  test("an endpoint's own shared configuration stands in for the group's", () => {
    const own = endpoint("one", { models: ["gpt"], sharedConfigurationOverride: { http: { connectTimeout: 1 } } });
    const [target] = compiled(
      definition([group("Main", [own], { sharedConfiguration: { headers: [{ name: "x-a", value: "b" }] } })]),
    ).openAiTargets;
    expect(target).toMatchObject({ headers: [], http: { connectTimeout: 1, firstByteTimeout: 120_000, idleTimeout: 60_000 } });
  });

  test("is not affected by what the management API adds to a definition", () => {
    expect(compiled({ ...definition([simple()]), id: API_ID, version: 3, state: "STARTED", createdAt: "2026-01-01T00:00:00Z" }).name).toBe(
      "Test",
    );
  });

  test("tells CORS only when it is on", () => {
    const listener = (enabled: boolean) => [
      { paths: [{ path: "/llmtest" }], entrypoints: [{ type: "llm-proxy" as const }], cors: { enabled, allowOrigin: ["*"] } },
    ];
    expect(compiled(definition([simple()], { listeners: listener(true) })).cors).toMatchObject({ allowOrigin: ["*"] });
    expect(compiled(definition([simple()], { listeners: listener(false) })).cors).toBeNull();
  });
});

test("a provider whose key is not set yet is served, and sent no authorization", () => {
  const headers = (key: string) => compiled(bearer(key)).routes.get("Main:gpt")?.pick()[0]?.headers;
  expect(headers("sk-1")).toContain("Bearer sk-1");
  expect(headers("")).toEqual([]);
  expect(compiled(bearer("")).models.map(({ id }) => id)).toEqual(["Main:gpt"]);
});

describe("a definition that cannot be served is refused by its reason and its place", () => {
  const key = "endpointGroups.0.endpoints.0.configuration.authentication.bearer";

  test.each([null, 7, "text", []])("%j is no definition", (stored) => {
    expect(problem(stored).reason).not.toBe("");
  });

  test("an older revision that breaks today's rules", () => {
    expect(problem(definition([group("a:b", [endpoint("one", { models: ["gpt"] })])])).field).toBe("endpointGroups.0.name");
    expect(problem({ ...definition([simple()]), future: 1 })).toMatchObject({ field: "future", reason: 'Unknown field "future".' });
  });

  test("a plan without an id", () => {
    const plans = [{ name: "Keyless", security: { type: "KEY_LESS" }, status: "PUBLISHED" }];
    expect(problem({ ...definition([simple()]), plans }).field).toBe("plans.0.id");
  });

  test.each([
    [reference("MISSING"), "The environment variable MISSING is not set in this gateway."],
    [
      reference("SLUICE_ENCRYPTION_KEY"),
      "The environment variable SLUICE_ENCRYPTION_KEY belongs to Sluice itself and is not sent to a provider.",
    ],
    [reference("DATABASE_URL"), "The environment variable DATABASE_URL belongs to Sluice itself and is not sent to a provider."],
    [reference("PGPASSWORD"), "The environment variable PGPASSWORD belongs to Sluice itself and is not sent to a provider."],
    [reference("redis_url"), "The environment variable redis_url belongs to Sluice itself and is not sent to a provider."],
    ["sealed:v1:broken", "It does not open."],
    ["••••1234", "The secret is a mask, not a value: enter it again and save."],
  ])("the key %s", (value, reason) => {
    expect(problem(bearer(value))).toMatchObject({ field: key, reason });
  });

  test("a key that no header can carry, without a word of it", () => {
    const result = problem(bearer(reference("TWO_LINES")));
    expect(result.field).toBe(key);
    expect(result.reason).toMatch(/characters that a header cannot carry/);
  });

  test.each([
    ["GEMINI", { type: "API_KEY", value: "k" }, "Gemini"],
    ["ANTHROPIC", { type: "API_KEY", value: "k" }, "Anthropic"],
  ])("the provider %s, until this version speaks to it", (provider, authentication, label) => {
    const result = compileApi(deployed(withConfiguration({ provider, authentication, target: "" })), SOURCES);
    if (result instanceof CompileProblem) {
      expect(result.field).toBe("endpointGroups.0.endpoints.0.configuration.provider");
      expect(result.reason).toContain(label);
    } else expect(result.openAiTargets).toEqual([]);
  });

  test("a policy that nobody knows and that is switched on, wherever it stands", () => {
    const flow = (enabled: boolean) => ({
      request: [
        { policy: "off", enabled: false },
        { policy: "unheard-of", enabled },
      ],
    });
    expect(problem(definition([simple()], { flows: [flow(false), flow(true)] }))).toMatchObject({
      field: "flows.1.request.1.policy",
      reason: expect.stringContaining("unheard-of"),
    });
    const plans = [
      { id: PLAN_ID, name: "Keyless", security: { type: "KEY_LESS" }, status: "PUBLISHED", flows: [{ response: [{ policy: "cache" }] }] },
    ];
    expect(problem({ ...definition([simple()]), plans }).field).toBe("plans.0.flows.0.response.0.policy");
    expect(compiled(definition([simple()], { flows: [{ ...flow(true), enabled: false }] })).name).toBe("Test");
  });

  test.each(["model", "stream"])("an override of %s", (parameter) => {
    expect(problem(withConfiguration({ models: [{ name: "gpt", parametersOverride: { [parameter]: true } }] })).field).toBe(
      `endpointGroups.0.endpoints.0.configuration.models.0.parametersOverride.${parameter}`,
    );
  });

  test("a header that would break the call", () => {
    const shared = {
      headers: [
        { name: "x-fine", value: "1" },
        { name: "Transfer-Encoding", value: "chunked" },
      ],
    };
    expect(problem(definition([group("Main", [endpoint("one", { models: ["gpt"] })], { sharedConfiguration: shared })])).field).toBe(
      "endpointGroups.0.sharedConfiguration.headers.1",
    );
  });

  test("its sentence holds both", () => {
    expect(new CompileProblem("It is wrong.", "a.b").sentence).toBe("It is wrong. (a.b)");
    expect(new CompileProblem("It is wrong.", "").sentence).toBe("It is wrong.");
  });
});
