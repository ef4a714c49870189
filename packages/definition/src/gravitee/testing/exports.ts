/** Exports as Gravitee writes them, abridged; names and addresses are made up. */

/** Its Kubernetes operator's sample, as JSON. */
export const OPERATOR_RESOURCE = {
  apiVersion: "gravitee.io/v1alpha1",
  kind: "ApiV4Definition",
  metadata: { name: "llm-proxy" },
  spec: {
    contextRef: { name: "dev-ctx", namespace: "gravitee" },
    name: "llm-proxy",
    version: "1.0",
    description: "LLM proxy made by the operator",
    type: "LLM_PROXY",
    state: "STARTED",
    listeners: [{ type: "HTTP", paths: [{ path: "/operator-llm/" }], entrypoints: [{ type: "llm-proxy", qos: "AUTO" }] }],
    endpointGroups: [
      {
        name: "openai",
        type: "llm-proxy",
        endpoints: [
          {
            name: "Default openai",
            type: "llm-proxy",
            inheritConfiguration: false,
            secondary: false,
            configuration: {
              provider: "OPEN_AI",
              target: "https://api.openai.com",
              models: [{ name: "gpt-4o" }],
              authentication: { type: "NONE" },
            },
          },
        ],
      },
    ],
    flowExecution: { mode: "DEFAULT", matchRequired: false },
    plans: { KeyLess: { security: { type: "KEY_LESS" } } },
  },
};

/** From its console: plans and flows, a token limit, a key in a secret manager, time-outs. */
export const CONSOLE_EXPORT = {
  export: { date: "2026-09-01T10:00:00Z", apimVersion: "4.12.3" },
  api: {
    id: "0ff1ce00-0000-4000-8000-000000000001",
    crossId: null,
    definitionVersion: "V4",
    type: "LLM_PROXY",
    name: "Support",
    apiVersion: "1.1",
    description: null,
    state: "STARTED",
    lifecycleState: "PUBLISHED",
    visibility: "PRIVATE",
    createdAt: "2026-08-01T10:00:00Z",
    primaryOwner: { id: "u-1", type: "USER" },
    tags: ["eu"],
    groups: [],
    labels: [],
    properties: [],
    listeners: [
      {
        type: "HTTP",
        paths: [{ path: "/support-llm", overrideAccess: false }],
        pathMappings: [],
        entrypoints: [{ type: "llm-proxy", qos: "NONE", configuration: { enforceUsage: true, injectTokenHeaders: false } }],
      },
    ],
    endpointGroups: [
      {
        name: "support",
        type: "llm-proxy",
        loadBalancer: { type: "WEIGHTED_ROUND_ROBIN" },
        sharedConfiguration: {
          proxy: { enabled: false, useSystemProxy: false },
          http: {
            version: "HTTP_1_1",
            keepAlive: true,
            connectTimeout: 3000,
            readTimeout: 10_000,
            idleTimeout: 45_000,
            followRedirects: false,
          },
          ssl: { hostnameVerifier: true, trustAll: false, trustStore: { type: "NONE" }, keyStore: { type: "" } },
          headers: [{ name: "Authorization-Team", value: "{#secrets.get('/kubernetes/llm:team')}" }],
        },
        services: {},
        endpoints: [
          {
            name: "Default support",
            type: "llm-proxy",
            weight: 3,
            inheritConfiguration: true,
            sharedConfigurationOverride: {},
            services: {},
            configuration: {
              provider: "OPEN_AI",
              target: "https://api.openai.com/v1",
              authentication: { type: "BEARER", bearer: "{#secrets.get('/kubernetes/llm:key')}" },
              models: [
                { name: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2, aliases: ["fast"], parametersOverride: '{"temperature":0}' },
                { name: "gpt-5", inputPrice: null, outputPrice: null, aliases: null },
              ],
              modelGovernance: { aliasOnly: false, modelPattern: "", prefixPolicy: { policy: "PREFIXED_BOTH" } },
            },
          },
        ],
      },
    ],
    resources: [{ name: "cache", type: "cache", enabled: true, configuration: '{"timeToLiveSeconds":60}' }],
    flows: [
      {
        id: "0ff1ce00-0000-4000-8000-000000000002",
        name: "Prompt",
        enabled: true,
        selectors: [{ type: "CONDITION", condition: "{#request.headers['x-team'] != null}" }],
        request: [
          { name: "Unknown", description: "", enabled: true, policy: "latency", configuration: { time: 1 } },
          {
            name: "Limit",
            enabled: true,
            policy: "ip-filtering",
            condition: null,
            messageCondition: null,
            configuration: { whitelistIps: ["10.0.0.1"] },
          },
        ],
        response: [],
        subscribe: [],
        publish: [],
        tags: [],
      },
    ],
    flowExecution: { mode: "DEFAULT", matchRequired: false },
    analytics: {
      enabled: true,
      logging: { content: { headers: true, payload: true }, phase: { request: true, response: false }, mode: {} },
    },
    failover: { enabled: true, maxRetries: 1, slowCallDuration: 2000, openStateDuration: 10_000, maxFailures: 5, perSubscription: true },
    services: {},
    responseTemplates: { API_KEY_INVALID: { "*/*": { status: 403 } } },
  },
  plans: [
    {
      id: "0ff1ce00-0000-4000-8000-000000000003",
      name: "Gold",
      order: 2,
      mode: "STANDARD",
      type: "API",
      status: "PUBLISHED",
      validation: "MANUAL",
      security: { type: "API_KEY", configuration: { propagateApiKey: false } },
      flows: [],
      tags: [],
      excludedGroups: [],
      commentRequired: false,
      selectionRule: null,
    },
    {
      name: "Free",
      order: 1,
      mode: "STANDARD",
      status: "PUBLISHED",
      validation: "AUTO",
      security: { type: "KEY_LESS", configuration: {} },
      flows: [],
    },
  ],
  members: [{ id: "u-1", roles: [{ name: "PRIMARY_OWNER" }] }],
  metadata: [],
  pages: [],
};

/** As its gateways hold it: other words for the same, configurations as JSON in texts. */
export const GATEWAY_DEFINITION = {
  definitionVersion: "4.0.0",
  type: "llm-proxy",
  name: "Gateway's",
  apiVersion: "2",
  listeners: [
    { type: "http", paths: [{ path: "/gateway-llm" }], entrypoints: [{ type: "llm-proxy", configuration: '{"enforceUsage":false}' }] },
  ],
  endpointGroups: [
    {
      name: "local",
      type: "llm-proxy",
      sharedConfiguration: '{"http":{"readTimeout":170000}}',
      endpoints: [
        {
          name: "Default local",
          type: "llm-proxy",
          inheritConfiguration: true,
          configuration: JSON.stringify({
            provider: "OPEN_AI_COMPATIBLE",
            target: "http://localhost:11434/v1",
            authentication: { type: "NONE" },
            models: [{ name: "llama" }],
          }),
        },
      ],
    },
  ],
  plans: [
    {
      name: "Keyless",
      mode: "standard",
      status: "published",
      validation: "auto",
      security: { type: "key-less" },
      flows: [{ selectors: [{ type: "http", path: "/", pathOperator: "STARTS_WITH" }] }],
    },
  ],
};
