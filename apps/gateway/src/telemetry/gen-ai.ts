import type { Provider } from "@sluice/definition/provider";
import type { TokenUsage } from "@sluice/wire/usage";
import type { TracedAttempt } from "./request-trace.ts";

/**
 * Names of OpenTelemetry's conventions for generative AI (https://opentelemetry.io/docs/specs/semconv/gen-ai/, semantic conventions 1.45, looked up
 * November 2026). Written out: the package marks them as experimental, and a minor release may take them away.
 */
export const GEN_AI = {
  operation: "gen_ai.operation.name",
  provider: "gen_ai.provider.name",
  requestModel: "gen_ai.request.model",
  stream: "gen_ai.request.stream",
  responseModel: "gen_ai.response.model",
  firstChunk: "gen_ai.response.time_to_first_chunk",
  input: "gen_ai.usage.input_tokens",
  output: "gen_ai.usage.output_tokens",
  cacheRead: "gen_ai.usage.cache_read.input_tokens",
  cacheWrite: "gen_ai.usage.cache_creation.input_tokens",
  reasoning: "gen_ai.usage.reasoning.output_tokens",
  tokenType: "gen_ai.token.type",
} as const;

const PROVIDERS: Readonly<Record<Provider, string | null>> = {
  OPEN_AI: "openai",
  // Anybody's: its name in the definition says more than a word for all of them.
  OPEN_AI_COMPATIBLE: null,
  GEMINI: "gcp.gemini",
  BEDROCK: "aws.bedrock",
  ANTHROPIC: "anthropic",
  AZURE_OPEN_AI: "azure.ai.openai",
  VERTEX_AI: "gcp.vertex_ai",
};

export function providerName({ target }: TracedAttempt): string {
  return PROVIDERS[target.provider] ?? target.group;
}

const OPERATIONS = [
  [/\/(?:chat\/completions|messages|responses)$/, "chat"],
  [/\/completions$/, "text_completion"],
  [/\/embeddings$/, "embeddings"],
] as const;

/** By the path of a request; what is none of the usual makes content of some kind. */
export function operationName(path: string): string {
  return OPERATIONS.find(([pattern]) => pattern.test(path))?.[1] ?? "generate_content";
}

/** All that was read, cached or not, and all that was said, as the conventions count; null where nobody told. */
export function totalTokens(usage: TokenUsage): { readonly input: number | null; readonly output: number | null } {
  const { input, cacheRead, cacheWrite, cacheWriteHour, audioInput, output, reasoning, audioOutput } = usage;
  return { input: sum([input, cacheRead, cacheWrite, cacheWriteHour, audioInput]), output: sum([output, reasoning, audioOutput]) };
}

export function sum(counts: readonly (number | null)[]): number | null {
  return counts.reduce((total, count) => (count === null ? total : (total ?? 0) + count), null);
}
