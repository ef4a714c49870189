import { isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import type { ChatRequest } from "./chat-request.ts";

/** The wires that a chat completion is translated to. Vertex speaks one of them. */
export type Dialect = "anthropic" | "gemini" | "bedrock";

/**
 * `supported`: the adapter takes it, or says itself what it left out.
 * `dropped`: the provider has no word for it, nothing hangs on it; named in `X-LLM-Proxy-Dropped-Parameters`.
 * `refused`: without it the caller would get something else than was asked for.
 */
export type Treatment = "supported" | "dropped" | "refused";

interface ParameterRow extends Readonly<Record<Dialect, Treatment>> {
  /** Values that ask for nothing beyond what happens anyway: they are passed over in silence. */
  readonly idle?: (value: unknown) => boolean;
}

const everywhere = (treatment: Treatment): Record<Dialect, Treatment> => ({ anthropic: treatment, gemini: treatment, bedrock: treatment });
const oneOf =
  (...values: readonly unknown[]) =>
  (value: unknown): boolean =>
    values.includes(value);
const isEmpty = (value: unknown): boolean => typeof value === "object" && value !== null && Object.keys(value).length === 0;
const onlyText = (value: unknown): boolean => Array.isArray(value) && value.every((modality) => modality === "text");

/** What becomes of each of OpenAI's parameters. One that is not listed is unknown, and dropped by its name. */
export const PARAMETERS: Readonly<Record<string, ParameterRow>> = {
  model: everywhere("supported"),
  messages: everywhere("supported"),
  stream: everywhere("supported"),
  stream_options: everywhere("supported"),
  max_tokens: everywhere("supported"),
  max_completion_tokens: everywhere("supported"),
  temperature: everywhere("supported"),
  top_p: everywhere("supported"),
  top_k: everywhere("supported"),
  stop: everywhere("supported"),
  tools: everywhere("supported"),
  tool_choice: everywhere("supported"),
  functions: everywhere("supported"),
  function_call: everywhere("supported"),
  parallel_tool_calls: { anthropic: "supported", gemini: "dropped", bedrock: "supported", idle: oneOf(true) },
  response_format: everywhere("supported"),
  reasoning_effort: everywhere("supported"),
  reasoning: everywhere("supported"),
  thinking: everywhere("supported"),
  cache_control: { anthropic: "supported", gemini: "dropped", bedrock: "dropped" },
  user: { anthropic: "supported", gemini: "dropped", bedrock: "dropped" },
  safety_identifier: { anthropic: "supported", gemini: "dropped", bedrock: "dropped" },
  service_tier: { anthropic: "supported", gemini: "dropped", bedrock: "dropped", idle: oneOf("auto") },
  seed: { anthropic: "dropped", gemini: "supported", bedrock: "dropped" },
  presence_penalty: { anthropic: "dropped", gemini: "supported", bedrock: "dropped", idle: oneOf(0) },
  frequency_penalty: { anthropic: "dropped", gemini: "supported", bedrock: "dropped", idle: oneOf(0) },
  n: { anthropic: "refused", gemini: "supported", bedrock: "refused", idle: oneOf(1) },
  logprobs: { anthropic: "refused", gemini: "supported", bedrock: "refused", idle: oneOf(false) },
  top_logprobs: { anthropic: "refused", gemini: "supported", bedrock: "refused", idle: oneOf(0) },
  modalities: { anthropic: "refused", gemini: "supported", bedrock: "refused", idle: onlyText },
  audio: everywhere("dropped"),
  web_search_options: everywhere("refused"),
  logit_bias: { ...everywhere("dropped"), idle: isEmpty },
  metadata: { ...everywhere("dropped"), idle: isEmpty },
  store: { ...everywhere("dropped"), idle: oneOf(false) },
  prediction: everywhere("dropped"),
  verbosity: everywhere("dropped"),
  prompt_cache_key: everywhere("dropped"),
  prompt_cache_retention: everywhere("dropped"),
};

/** Names of what is left out, in the client's order; or the denial for the first one that must not be. */
export function judgeParameters(request: ChatRequest, dialect: Dialect): readonly string[] | Denial {
  const dropped: string[] = [];
  for (const [name, value] of Object.entries(request.given)) {
    const row = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
    if (row?.idle?.(value)) continue;
    const treatment = row?.[dialect] ?? "dropped";
    if (treatment === "refused") return unsupportedParameter(name);
    if (treatment === "dropped") dropped.push(headerSafe(name));
  }
  if (namesSpeakers(request.given["messages"])) dropped.push("messages.name");
  return dropped;
}

/** Only OpenAI tells speakers of one role apart by `name`; on old function results it is the function's. */
function namesSpeakers(messages: unknown): boolean {
  return (
    Array.isArray(messages) &&
    messages.some(
      (message) => isObject(message) && typeof message["name"] === "string" && !/^(?:tool|function)$/.test(String(message["role"])),
    )
  );
}

export function unsupportedParameter(param: string, why = "this model's provider cannot do that"): Denial {
  return new Denial("unsupported_parameter", `Unsupported parameter: '${param}': ${why}. Leave it out, or choose another model.`, {
    param,
  });
}

/** Names of unknown fields come from the client and go into a header. */
const LONGEST_NAME = 64;

function headerSafe(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]/g, "_").slice(0, LONGEST_NAME);
}
