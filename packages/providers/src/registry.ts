import type { Provider } from "@sluice/definition/provider";
import type { ModelDiscovery, ProviderAdapter } from "./adapter.ts";
import { anthropicChat } from "./anthropic/adapter.ts";
import { resolveAnthropicTarget } from "./anthropic/target.ts";
import { resolveAzureTarget } from "./azure/target.ts";
import { bedrockChat } from "./bedrock/adapter.ts";
import { bedrockEmbeddings } from "./bedrock/embeddings.ts";
import { resolveBedrockTarget } from "./bedrock/target.ts";
import type { ChatAdapter } from "./chat-adapter.ts";
import { geminiChat } from "./gemini/adapter.ts";
import { geminiEmbeddings } from "./gemini/embeddings.ts";
import { parseGeminiModels } from "./gemini/parse-models.ts";
import { resolveGeminiTarget } from "./gemini/target.ts";
import { compatibleChat, openAiChat } from "./openai/chat-adapter.ts";
import { parseModelList } from "./openai/parse-model-list.ts";
import { resolveOpenAiTarget } from "./openai/resolve-target.ts";
import { vertexChat } from "./vertex/adapter.ts";
import { vertexEmbeddings } from "./vertex/embeddings.ts";
import { resolveVertexTarget } from "./vertex/target.ts";

const OPEN_AI_MODELS: ModelDiscovery = { path: "/models", parse: parseModelList };

/** What passes through as it is: nothing is translated. */
const SPEAKS_OPEN_AI = { speaksOpenAi: true, chat: null, embeddings: null, models: OPEN_AI_MODELS } as const;

/** How each provider is spoken to. A provider without its own row here would not compile. */
export const ADAPTERS: Readonly<Record<Provider, ProviderAdapter>> = {
  OPEN_AI: { ...SPEAKS_OPEN_AI, resolveTarget: resolveOpenAiTarget },
  OPEN_AI_COMPATIBLE: { ...SPEAKS_OPEN_AI, resolveTarget: resolveOpenAiTarget },
  GEMINI: {
    speaksOpenAi: false,
    resolveTarget: resolveGeminiTarget,
    chat: geminiChat,
    embeddings: geminiEmbeddings,
    models: { path: "/models?pageSize=1000", parse: parseGeminiModels },
  },
  BEDROCK: { speaksOpenAi: false, resolveTarget: resolveBedrockTarget, chat: bedrockChat, embeddings: bedrockEmbeddings, models: null },
  ANTHROPIC: {
    speaksOpenAi: false,
    resolveTarget: resolveAnthropicTarget,
    chat: anthropicChat,
    embeddings: null,
    models: { path: "/v1/models?limit=1000", parse: parseModelList },
  },
  AZURE_OPEN_AI: { ...SPEAKS_OPEN_AI, resolveTarget: resolveAzureTarget },
  VERTEX_AI: { speaksOpenAi: false, resolveTarget: resolveVertexTarget, chat: vertexChat, embeddings: vertexEmbeddings, models: null },
};

/** Who speaks to a provider for ways in that its own wire is not: those that speak OpenAI are spoken to in OpenAI's words. Null for none. */
export function chatAdapterFor(provider: Provider): ChatAdapter | null {
  const { chat, speaksOpenAi } = ADAPTERS[provider];
  if (chat !== null || !speaksOpenAi) return chat;
  return provider === "OPEN_AI_COMPATIBLE" ? compatibleChat : openAiChat;
}
