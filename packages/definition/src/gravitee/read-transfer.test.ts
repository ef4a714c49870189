import { describe, expect, test } from "vitest";
import { apiDefinitionSchema } from "../api.ts";
import { fieldProblems } from "../problems.ts";
import { readTransfer, type Transfer } from "./read-transfer.ts";
import { CONSOLE_EXPORT, GATEWAY_DEFINITION, OPERATOR_RESOURCE } from "./testing/exports.ts";

function read(body: unknown): Transfer {
  const transfer = readTransfer(body);
  if (!transfer) throw new Error("not read");
  return transfer;
}

/** The definition, which has to be a whole one. */
function parsed(body: unknown) {
  const { definition, problems } = read(body);
  expect(problems).toEqual([]);
  const result = apiDefinitionSchema.safeParse(definition);
  if (!result.success) throw new Error(JSON.stringify(fieldProblems(result.error)));
  return result.data;
}

const placesOf = (body: unknown) => read(body).warnings.map(({ path }) => path);

/** The console's export with one thing put into it, at a path in dots. */
function withChange(at: string, value: unknown): unknown {
  const copy: unknown = structuredClone(CONSOLE_EXPORT);
  const steps = at.split(".");
  const last = steps.pop() ?? "";
  const holder = steps.reduce<unknown>((one, step) => Object(one)[step], copy);
  Object(holder)[last] = value;
  return copy;
}

describe("an export of Gravitee's", () => {
  test("from its console keeps provider, models, flows and plans in their order", () => {
    const api = parsed(CONSOLE_EXPORT);
    expect(api).toMatchObject({ name: "Support", apiVersion: "1.1", description: "", failover: { enabled: true, maxRetries: 1 } });
    expect(api.plans.map((plan) => [plan.name, plan.security.type, plan.status])).toEqual([
      ["Free", "KEY_LESS", "PUBLISHED"],
      ["Gold", "API_KEY", "PUBLISHED"],
    ]);
    expect(api.flows[0]?.request.map((step) => step.policy)).toEqual(["latency", "ip-filtering"]);
    expect(api.resources[0]?.configuration).toEqual({ timeToLiveSeconds: 60 });
    expect(api.analytics).toEqual({ enabled: true, logging: { content: "REQUEST", headers: true, payload: true } });
    const [endpoint] = api.endpointGroups[0]?.endpoints ?? [];
    expect(endpoint).toMatchObject({
      weight: 3,
      configuration: { models: [{ parametersOverride: { temperature: 0 } }, { name: "gpt-5" }] },
    });
  });

  test("keeps its longest silence as ours, and not the time that its connections lie idle", () => {
    expect(parsed(CONSOLE_EXPORT).endpointGroups[0]?.sharedConfiguration.http).toEqual({
      connectTimeout: 3000,
      firstByteTimeout: 10_000,
      idleTimeout: 10_000,
    });
  });

  test("names what it loses, and nothing that said nothing", () => {
    expect(placesOf(CONSOLE_EXPORT).sort()).toEqual([
      "endpointGroups.0.endpoints.0.configuration.authentication.bearer",
      "endpointGroups.0.sharedConfiguration.headers.0.value",
      "endpointGroups.0.sharedConfiguration.http",
      "endpointGroups.0.sharedConfiguration.http.readTimeout",
      "failover.maxFailures",
      "failover.openStateDuration",
      "failover.perSubscription",
      "failover.slowCallDuration",
      "listeners.0.entrypoints.0.qos",
      "members",
      "responseTemplates",
      "tags",
    ]);
  });

  test("leaves a place empty where a secret manager's word stood", () => {
    const { definition } = read(CONSOLE_EXPORT);
    expect(JSON.stringify(definition)).not.toContain("#secrets");
    expect(parsed(CONSOLE_EXPORT).endpointGroups[0]?.endpoints[0]?.configuration.authentication).toEqual({ type: "BEARER", bearer: "" });
  });

  test("from its operator has plans by name, published, and asks for the key that callers brought themselves", () => {
    const api = parsed(OPERATOR_RESOURCE);
    expect(api).toMatchObject({ name: "llm-proxy", apiVersion: "1.0", failover: { enabled: false } });
    expect(api.listeners[0]?.paths).toEqual([{ path: "/operator-llm" }]);
    expect(api.plans).toMatchObject([{ name: "KeyLess", status: "PUBLISHED", validation: "AUTO" }]);
    expect(api.endpointGroups[0]?.endpoints[0]?.configuration.authentication).toEqual({ type: "BEARER", bearer: "" });
    expect(placesOf(OPERATOR_RESOURCE)).toContain("endpointGroups.0.endpoints.0.configuration.authentication");
  });

  test("in its gateways' words is the same", () => {
    const api = parsed(GATEWAY_DEFINITION);
    expect(api).toMatchObject({ definitionVersion: "V4", type: "LLM_PROXY" });
    expect(api.listeners[0]?.entrypoints[0]?.configuration.enforceUsage).toBe(false);
    expect(api.endpointGroups[0]?.sharedConfiguration.http).toMatchObject({ firstByteTimeout: 170_000, idleTimeout: 170_000 });
    expect(api.plans[0]).toMatchObject({ mode: "STANDARD", status: "PUBLISHED", security: { type: "KEY_LESS" } });
  });
});

const GROUP = "api.endpointGroups.0";
const CONFIGURATION = `${GROUP}.endpoints.0.configuration`;
const FOREIGN_HEADER = [{ name: "X-Team", value: "{#request.headers['x-team'][0]}" }];

test.each([
  ["api.listeners.0.paths.0.host", "llm.example.org", "listeners.0.paths.0.host"],
  ["api.flowExecution.mode", "BEST_MATCH", "flowExecution.mode"],
  ["api.flowExecution.matchRequired", true, "flowExecution.matchRequired"],
  [`${GROUP}.sharedConfiguration.proxy.enabled`, true, "endpointGroups.0.sharedConfiguration.proxy"],
  [`${GROUP}.sharedConfiguration.ssl.keyStore.type`, "PEM", "endpointGroups.0.sharedConfiguration.ssl.keyStore"],
  [`${GROUP}.sharedConfiguration.headers`, FOREIGN_HEADER, "endpointGroups.0.sharedConfiguration.headers.0.value"],
  [`${CONFIGURATION}.target`, "https://api.example.org/{#request.params['x']}", "endpointGroups.0.endpoints.0.configuration.target"],
  [
    `${CONFIGURATION}.models.0.parametersOverride`,
    '{"user":"{#context.attributes[\'user\']}"}',
    "endpointGroups.0.endpoints.0.configuration.models.0.parametersOverride",
  ],
  ["api.flows.0.publish", [{ policy: "mock" }], "flows.0.publish"],
  ["plans.0.excludedGroups", ["partners"], "plans.1.excludedGroups"],
  ["plans.0.security.configuration.source", "QUERY_PARAMETER", "plans.1.security.configuration.source"],
])("%s that changes what the API does refuses the import", (at, value, place) => {
  expect(read(withChange(at, value)).problems.map(({ path }) => path)).toEqual([place]);
});

test("a field that nobody knows stays, so that the schema refuses it by its name", () => {
  const strange = withChange(`${CONFIGURATION}.images`, "REJECT");
  const result = apiDefinitionSchema.safeParse(read(strange).definition);
  expect(result.error && Object.keys(fieldProblems(result.error))).toEqual(["endpointGroups.0.endpoints.0.configuration.images"]);
});

test("contents that were logged under a condition are logged under it here", () => {
  const condition = "{#request.headers['x-debug'] != null}";
  expect(parsed(withChange("api.analytics.logging.condition", condition)).analytics.logging).toMatchObject({
    content: "REQUEST",
    condition,
  });
});

test("contents that were logged under a condition that has no meaning here are not logged without it", () => {
  const conditional = withChange("api.analytics.logging.messageCondition", "{#message.headers['x-debug'] != null}");
  expect(parsed(conditional).analytics.logging.content).toBe("NONE");
  expect(placesOf(conditional)).toContain("analytics.logging.messageCondition");
});

test("headers are logged without bodies, and what passes between gateway and provider, as there", () => {
  const headers = withChange("api.analytics.logging.content", { headers: true, payload: false });
  expect(parsed(headers).analytics.logging).toMatchObject({ content: "REQUEST", headers: true, payload: false });
  const endpoint = withChange("api.analytics.logging.mode", { entrypoint: false, endpoint: true });
  expect(parsed(endpoint).analytics.logging.mode).toEqual({ entrypoint: false, endpoint: true });
});

test("a definition of ours goes through unchanged, without a word", () => {
  const ours = parsed(GATEWAY_DEFINITION);
  const { definition, warnings } = read(ours);
  expect(warnings).toEqual([]);
  expect(apiDefinitionSchema.parse(definition)).toEqual(ours);
});

test("masks are no secrets: where one is needed, a variable's name stands that gateways refuse until it is set", () => {
  const masked = {
    ...parsed(GATEWAY_DEFINITION),
    endpointGroups: [
      {
        name: "vertex ai",
        endpoints: [
          {
            name: "one",
            configuration: {
              provider: "VERTEX_AI",
              projectId: "p",
              location: "global",
              authentication: { type: "SERVICE_ACCOUNT", json: "••••1234" },
              models: [{ name: "gemini" }],
            },
          },
        ],
      },
    ],
  };
  const place = "endpointGroups.0.endpoints.0.configuration.authentication.json";
  expect(placesOf(masked)).toEqual([place]);
  expect(parsed(masked).endpointGroups[0]?.endpoints[0]?.configuration.authentication).toEqual({
    type: "SERVICE_ACCOUNT",
    json: "$" + "{env:IMPORTED_VERTEX_AI_ONE_JSON}",
  });
});

test.each([
  null,
  7,
  "x",
  [],
  {},
  { api: 3 },
  { export: {}, api: { listeners: 3, endpointGroups: [null, { endpoints: [7] }], plans: ["x"] } },
])("%j is read without a throw", (body) => expect(() => readTransfer(body)).not.toThrow());
