/** Steps in the forms of Gravitee's documentation (READMEs of its policies, APIM 4.8 to 4.13), each as the lane of a flow. */
export interface PolicyExample {
  readonly title: string;
  readonly request?: readonly object[];
  readonly response?: readonly object[];
  readonly selectors?: readonly object[];
}

const step = (policy: string, configuration: object | string, more: object = {}) => ({
  name: policy,
  description: "From an example",
  enabled: true,
  policy,
  configuration,
  ...more,
});

const MODEL = "ai-model-text-classification-resource";
const CHECKS = "identity_hate,insult,obscene,severe_toxic,threat,toxic";
const guard = (configuration: object) =>
  step("ai-prompt-guard-rails", {
    resourceName: MODEL,
    promptLocation: "{#request.jsonContent.prompt}",
    contentChecks: CHECKS,
    ...configuration,
  });

/** What the examples of guard rails name. */
export const EXAMPLE_RESOURCES = [
  { name: MODEL, type: "ai-model-text-classification", configuration: '{"model":{"type":"MINILMV2_TOXIC_JIGSAW_MODEL"}}', enabled: true },
];

export const POLICY_EXAMPLES: readonly PolicyExample[] = [
  { title: "guard rails that log", request: [guard({ requestPolicy: "LOG_REQUEST" })] },
  { title: "guard rails that block", request: [guard({ requestPolicy: "BLOCK_REQUEST" })] },
  { title: "guard rails with a threshold", request: [guard({ requestPolicy: "BLOCK_REQUEST", sensitivityThreshold: 0.1 })] },
  {
    title: "guard rails of an LLM proxy, by preset",
    request: [step("ai-prompt-guard-rails", { resourceName: MODEL, promptPreset: "ALL_PROMPTS", requestPolicy: "BLOCK_REQUEST" })],
    selectors: [{ type: "CONDITION", condition: "{#llm.kind == 'PROMPT' || #llm.kind == 'TOOL_CALL'}" }],
  },
  {
    title: "a token rate limit of 4.10 to 4.12",
    request: [
      step("token-ratelimit", {
        addHeaders: true,
        strategy: "ASYNC_MODE",
        rate: { useKeyOnly: false, key: "", limit: 100, periodTime: 1, periodTimeUnit: "MINUTES" },
      }),
    ],
  },
  {
    title: "a token rate limit of 4.13",
    request: [
      step("token-ratelimit", {
        addHeaders: true,
        strategy: "FALLBACK_PASS_THROUGH",
        rate: {
          limit: 0,
          dynamicLimit: "{#context.attributes['token-limit'] ?: 1000}",
          key: "{#request.headers['x-team'][0]}",
          useKeyOnly: true,
          periodTime: 1,
          periodTimeUnit: "DAYS",
          resetStrategy: "CALENDAR",
          timezone: "Europe/Paris",
          reservationStrategy: "ADAPTIVE",
          reservationAmount: 500,
          reservationCeiling: 0,
        },
      }),
    ],
  },
  {
    title: "a rate limit, its numbers as text",
    request: [step("rate-limit", { async: false, addHeaders: true, rate: { limit: "10", periodTime: 10, periodTimeUnit: "MINUTES" } })],
  },
  {
    title: "a quota, its configuration as text",
    request: [step("quota", '{"addHeaders":true,"quota":{"limit":"1000","periodTime":1,"periodTimeUnit":"MONTHS"}}')],
  },
  {
    title: "headers, both ways",
    request: [
      step("transform-headers", {
        scope: "REQUEST",
        addHeaders: [{ name: "X-Gravitee-Request-Id", value: "{#request.id}" }],
        removeHeaders: ["X-Gravitee-TransactionId"],
        whitelistHeaders: [],
      }),
    ],
    response: [step("transform-headers", { scope: "RESPONSE", addHeaders: [{ name: "X-Served", value: "yes" }] })],
  },
  {
    title: "attributes, by the policy's own id",
    request: [
      step("policy-assign-attributes", {
        scope: "REQUEST",
        attributes: [
          { name: "initialContentTypeHeader", value: "{#request.headers['Content-Type']}" },
          { name: "initialFooParamHeader", value: "{#request.params['foo']}" },
          { name: "llmproxy.model.override", value: "gpt" },
        ],
      }),
    ],
  },
  {
    title: "addresses, with nothing in a list",
    request: [
      step(
        "ip-filtering",
        { matchAllFromXForwardedFor: true, whitelistIps: ["10.0.0.1", "10.0.0.2/10"], blacklistIps: [null] },
        { condition: "" },
      ),
    ],
    selectors: [{ type: "http", path: "/chat/completions", pathOperator: "equals", methods: ["POST"] }],
  },
];

/** An export that Gravitee would write of an API with that flow. */
export function exampleExport({ request = [], response = [], selectors }: PolicyExample): object {
  const http = [{ type: "http", path: "/", pathOperator: "STARTS_WITH", methods: [] }];
  const flow = { id: "f1", name: "Common Flow", enabled: true, selectors: selectors ?? http, request, response, tags: [] };
  return {
    export: { date: "2026-06-01T10:00:00Z", apimVersion: "4.12.0" },
    api: {
      definitionVersion: "V4",
      type: "LLM_PROXY",
      name: "Example",
      apiVersion: "1.1",
      listeners: [{ type: "HTTP", paths: [{ path: "/example/" }], entrypoints: [{ type: "llm-proxy", qos: "NONE" }] }],
      endpointGroups: [
        {
          name: "example",
          type: "llm-proxy",
          endpoints: [
            {
              name: "Default example",
              type: "llm-proxy",
              configuration: {
                provider: "OPEN_AI_COMPATIBLE",
                target: "http://models.test/v1",
                authentication: { type: "NONE" },
                models: [{ name: "gpt" }],
              },
            },
          ],
        },
      ],
      flows: [flow],
      resources: EXAMPLE_RESOURCES,
    },
    plans: [{ name: "Keyless", security: { type: "KEY_LESS" }, status: "PUBLISHED", mode: "STANDARD", validation: "AUTO" }],
  };
}
