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

const CHAT = /^\/v1\/chat\/completions$/;
const MESSAGES = /^\/v1\/messages$/;
const API_KEY = { type: "API_KEY", value: PROVIDER_KEY } as const;

/** A wire that the simulator learns becomes one row here, and every client is tried in front of it. */
export const SIMULATED_PROVIDERS: readonly SimulatedProvider[] = [
  {
    group: "openai",
    model: "gpt-4o",
    url: CHAT,
    connection: (origin) => ({ provider: "OPEN_AI", target: `${origin}/v1`, authentication: { type: "BEARER", bearer: PROVIDER_KEY } }),
  },
  {
    group: "compatible",
    model: "gpt-5-mini",
    url: CHAT,
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
