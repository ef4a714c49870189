import { PROVIDERS, type Provider } from "@sluice/definition/provider";
import type { ModelDiscovery, ProviderAdapter, ProviderConfiguration, ProviderProblem } from "./adapter.ts";
import { anthropicChat } from "./anthropic/adapter.ts";
import { resolveAnthropicTarget } from "./anthropic/target.ts";
import { resolveAzureTarget } from "./azure/target.ts";
import { bedrockChat } from "./bedrock/adapter.ts";
import { resolveBedrockTarget } from "./bedrock/target.ts";
import { geminiChat } from "./gemini/adapter.ts";
import { parseGeminiModels } from "./gemini/parse-models.ts";
import { resolveGeminiTarget } from "./gemini/target.ts";
import { parseModelList } from "./openai/parse-model-list.ts";
import { resolveOpenAiTarget } from "./openai/resolve-target.ts";

const OPEN_AI_MODELS: ModelDiscovery = { path: "/models", parse: parseModelList };

/** How each provider is spoken to. A provider without its own row here would not compile. */
export const ADAPTERS: Readonly<Record<Provider, ProviderAdapter>> = {
  OPEN_AI: { speaksOpenAi: true, resolveTarget: resolveOpenAiTarget, chat: null, models: OPEN_AI_MODELS },
  OPEN_AI_COMPATIBLE: { speaksOpenAi: true, resolveTarget: resolveOpenAiTarget, chat: null, models: OPEN_AI_MODELS },
  GEMINI: {
    speaksOpenAi: false,
    resolveTarget: resolveGeminiTarget,
    chat: geminiChat,
    models: { path: "/models?pageSize=1000", parse: parseGeminiModels },
  },
  BEDROCK: { speaksOpenAi: false, resolveTarget: resolveBedrockTarget, chat: bedrockChat, models: null },
  ANTHROPIC: {
    speaksOpenAi: false,
    resolveTarget: resolveAnthropicTarget,
    chat: anthropicChat,
    models: { path: "/v1/models?limit=1000", parse: parseModelList },
  },
  AZURE_OPEN_AI: { speaksOpenAi: true, resolveTarget: resolveAzureTarget, chat: null, models: OPEN_AI_MODELS },
  VERTEX_AI: notYet("VERTEX_AI"),
};

/** Known to definitions but not to this version: deploying one is refused by its name, never served wrongly. */
function notYet(provider: Provider): ProviderAdapter {
  const { label, speaksOpenAi } = PROVIDERS[provider];
  const problem: ProviderProblem = { field: "provider", problem: `${label} is not supported by this version of the gateway yet.` };
  return { speaksOpenAi, resolveTarget: (_: ProviderConfiguration) => problem, chat: null, models: null };
}
