import { encodeSampling } from "../anthropic/encode-sampling.ts";
import { encodeThinking } from "../anthropic/encode-thinking.ts";
import type { MessagesBody, ToolChoiceBlock } from "../anthropic/messages-body.ts";
import type { ClaudeFeatures } from "../anthropic/model-features.ts";
import type { ChatRequest } from "../chat/chat-request.ts";
import type { Block, ConverseMessage, InferenceConfig } from "./converse-body.ts";
import { encodeReasoning } from "./encode-reasoning.ts";
import type { BedrockFeatures } from "./model-features.ts";
import { splitStops } from "./stop-sequences.ts";

const HIGHEST_TEMPERATURE = 1;

export interface EncodedInference {
  readonly inferenceConfig: InferenceConfig;
  /** For `additionalModelRequestFields`. */
  readonly fields: Block;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

export interface InferenceContext {
  readonly features: BedrockFeatures;
  readonly choice: ToolChoiceBlock | null;
  readonly messages: readonly ConverseMessage[];
}

/** Limits, sampling and thinking. A limit that the client did not set is left to Bedrock: it takes the model's own. */
export function encodeInference(request: ChatRequest, context: InferenceContext): EncodedInference {
  const { claude } = context.features;
  return claude === null ? encodeOther(request, context.features) : encodeClaude(request, claude, context);
}

function encodeClaude(request: ChatRequest, claude: ClaudeFeatures, { features, choice, messages }: InferenceContext): EncodedInference {
  const maxTokens = request.maxTokens ?? claude.defaultMaxTokens;
  const { thinking, effort, dropped } = encodeThinking(request, { features: claude, maxTokens, choice, messages: claudeView(messages) });
  const thinks = thinking !== null && thinking["type"] !== "disabled";
  // Claude does not think unless it is told to; models that know no thinking refuse even the word.
  const said = thinks || claude.thinking === "adaptive" ? thinking : null;
  const sampling = encodeSampling(request, claude, thinks);
  const { temperature, top_p: topP, top_k: topK } = sampling.fields;
  return {
    inferenceConfig: config(request, features, {
      // A thinking budget has to be less than the limit, so that there must be one.
      maxTokens: thinks ? maxTokens : request.maxTokens,
      temperature: temperature ?? null,
      topP: topP ?? null,
    }),
    fields: {
      ...(said && { thinking: said }),
      ...(effort !== null && { output_config: { effort } }),
      ...(topK !== undefined && { top_k: topK }),
    },
    dropped: [...dropped, ...sampling.dropped],
    lost: sampling.lost,
  };
}

/** As much of the conversation as Claude's rules for thinking look at: which kinds of blocks the last turns hold. */
function claudeView(messages: readonly ConverseMessage[]): MessagesBody["messages"] {
  return messages.slice(-2).map(({ role, content }) => ({
    role,
    content: content.map((block) => ({ type: block["reasoningContent"] ? "thinking" : block["toolResult"] ? "tool_result" : "other" })),
  }));
}

function encodeOther(request: ChatRequest, features: BedrockFeatures): EncodedInference {
  const reasoning = encodeReasoning(request, features);
  const { temperature, topP } = request;
  const dropped = [...reasoning.dropped];
  const isHot = temperature !== null && temperature > HIGHEST_TEMPERATURE;
  const topK = request.topK === null ? {} : topKField(request.topK, features);
  if (topK === null) dropped.push("top_k");
  return {
    inferenceConfig: config(request, features, {
      maxTokens: request.maxTokens,
      temperature: isHot ? HIGHEST_TEMPERATURE : temperature,
      topP,
    }),
    fields: { ...reasoning.fields, ...topK },
    dropped,
    lost: [...reasoning.lost, ...(isHot ? [`temperature: ${temperature} became ${HIGHEST_TEMPERATURE}, the provider's highest`] : [])],
  };
}

function topKField(topK: number, features: BedrockFeatures): Block | null {
  if (features.topK === "inferenceConfig.topK") return { inferenceConfig: { topK } };
  return features.topK === null ? null : { [features.topK]: topK };
}

interface Limits {
  readonly maxTokens: number | null;
  readonly temperature: number | null;
  readonly topP: number | null;
}

function config({ stop }: ChatRequest, features: BedrockFeatures, { maxTokens, temperature, topP }: Limits): InferenceConfig {
  const { sent } = splitStops(stop, features);
  return {
    ...(maxTokens !== null && { maxTokens: Math.min(maxTokens, MOST_TOKENS) }),
    ...(temperature !== null && { temperature }),
    ...(topP !== null && { topP }),
    ...(sent.length > 0 && { stopSequences: sent }),
  };
}

/** Bedrock's integers have 32 bits. */
const MOST_TOKENS = 2_147_483_647;
