import { PROVIDER_KEY } from "./deploy-simulated.ts";

/** A provider that the simulator speaks as, and one of its models that can do everything. */
interface SimulatedProvider {
  /** The group's name, which callers write before the model. */
  readonly group: string;
  readonly model: string;
  /** Where its calls arrive. */
  readonly url: RegExp;
  /** What stands in all of them. */
  readonly body?: RegExp;
  /** Set at the model, so that callers who know nothing of it get it. */
  readonly parametersOverride?: Readonly<Record<string, unknown>>;
  /** `origin` is the simulator's. */
  readonly connection: (origin: string) => Readonly<Record<string, unknown>>;
}

/** Those who speak OpenAI get either API as it came. */
const OPENAI = /^\/v1\/(?:chat\/completions|responses)$/;
const MESSAGES = /^\/v1\/messages$/;
const BEARER = { type: "BEARER", bearer: PROVIDER_KEY } as const;
/** They open nothing but the simulator. */
const AWS = {
  type: "AWS",
  region: "us-east-1",
  accessKeyId: "AKIASIMULATOR0000001",
  secretAccessKey: "simulator/opens+nothing/and/is/no/secret0",
} as const;
const API_KEY = { type: "API_KEY", value: PROVIDER_KEY } as const;

/** A wire that the simulator learns becomes one row here, and every client is tried in front of it. */
export const SIMULATED_PROVIDERS: readonly SimulatedProvider[] = [
  {
    group: "openai",
    model: "gpt-4o",
    url: OPENAI,
    connection: (origin) => ({ provider: "OPEN_AI", target: `${origin}/v1`, authentication: BEARER }),
  },
  {
    group: "compatible",
    model: "gpt-5-mini",
    url: OPENAI,
    connection: (origin) => ({ provider: "OPEN_AI_COMPATIBLE", target: `${origin}/v1`, authentication: API_KEY }),
  },
  {
    group: "anthropic",
    model: "claude-sonnet-4-5",
    url: MESSAGES,
    connection: (origin) => ({ provider: "ANTHROPIC", target: origin, authentication: API_KEY }),
  },
  {
    // Refuses results whose calls come back without the thoughts that led to them.
    group: "thoughtful",
    model: "claude-sonnet-4-5",
    url: MESSAGES,
    body: /"thinking":\{"type":"enabled"/,
    parametersOverride: { reasoning_effort: "low" },
    connection: (origin) => ({ provider: "ANTHROPIC", target: origin, authentication: API_KEY }),
  },
  {
    // Refuses calls that come back without their signatures.
    group: "gemini",
    model: "gemini-3-pro-preview",
    url: /^\/v1beta\/models\/gemini-3-pro-preview:(?:generateContent|streamGenerateContent\?alt=sse)$/,
    connection: (origin) => ({ provider: "GEMINI", target: origin, authentication: API_KEY }),
  },
  {
    // Each request is signed, and the simulator verifies it.
    group: "bedrock",
    model: "anthropic.claude-sonnet-4-5-20250929-v1:0",
    url: /^\/model\/anthropic\.claude-sonnet-4-5-20250929-v1%3A0\/converse(?:-stream)?$/,
    body: /"type":"enabled"/,
    parametersOverride: { reasoning_effort: "low" },
    connection: (origin) => ({ provider: "BEDROCK", target: origin, authentication: AWS }),
  },
  {
    // Cannot be held to a schema: it is asked for by a tool.
    group: "nova",
    model: "amazon.nova-pro-v1:0",
    url: /^\/model\/amazon\.nova-pro-v1%3A0\/converse(?:-stream)?$/,
    connection: (origin) => ({ provider: "BEDROCK", target: origin, authentication: { ...BEARER, region: "us-east-1" } }),
  },
  {
    group: "azure",
    model: "gpt-4o",
    url: /^\/openai\/v1\/(?:chat\/completions|responses)$/,
    connection: (origin) => ({ provider: "AZURE_OPEN_AI", target: origin, authentication: API_KEY }),
  },
];

/** One API with one group a provider, open to all. */
export function apiOfAllProviders(origin: string, path: string): Readonly<Record<string, unknown>> {
  return {
    name: "Every provider",
    apiVersion: "1",
    listeners: [{ type: "HTTP", paths: [{ path }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: SIMULATED_PROVIDERS.map(({ group, model, connection, parametersOverride = {} }) => ({
      name: group,
      endpoints: [{ name: `Default ${group}`, configuration: { ...connection(origin), models: [{ name: model, parametersOverride }] } }],
    })),
    plans: [{ name: "Plan", security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED" }],
  };
}
