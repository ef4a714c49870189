import { generatedTokens, promptTokens, type TokenUsage } from "./usage.ts";

/** OpenAI's chat completions as Sluice speaks them. Fields that we never look at pass through as `unknown`. */

export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter";

export interface ToolCall {
  readonly id: string;
  readonly type: "function";
  readonly function: { readonly name: string /** JSON text. */; readonly arguments: string };
  /** What a provider wants back with this call (`google.thought_signature`). */
  readonly extra_content?: Readonly<Record<string, unknown>>;
}

/** An image that the model drew, as LiteLLM's, OpenRouter's and Vercel's clients know it. OpenAI's chat has no field for one. */
export interface AnswerImage {
  readonly type: "image_url";
  readonly index: number;
  /** A data: URL. */
  readonly image_url: { readonly url: string };
}

export interface ChatMessage {
  readonly role: "assistant";
  readonly content: string | null;
  readonly refusal: string | null;
  readonly reasoning_content?: string;
  readonly images?: readonly AnswerImage[];
  readonly tool_calls?: readonly ToolCall[];
  /** What a provider wants back with the next turn and OpenAI has no field for. */
  readonly extra_content?: Readonly<Record<string, unknown>>;
}

export interface TokenLogprob {
  readonly token: string;
  readonly logprob: number;
  /** The token in UTF-8. */
  readonly bytes: readonly number[] | null;
}

export interface ChoiceLogprobs {
  readonly content: readonly (TokenLogprob & { readonly top_logprobs: readonly TokenLogprob[] })[] | null;
  readonly refusal: null;
}

export interface ChatCompletion {
  readonly id: string;
  readonly object: "chat.completion";
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly message: ChatMessage;
    readonly logprobs: ChoiceLogprobs | null;
    readonly finish_reason: FinishReason;
  }[];
  readonly usage?: OpenAiUsage;
}

export interface ChatDelta {
  readonly role?: "assistant";
  readonly content?: string | null;
  readonly refusal?: string | null;
  readonly reasoning_content?: string;
  readonly images?: readonly AnswerImage[];
  readonly tool_calls?: readonly ToolCallDelta[];
  readonly extra_content?: Readonly<Record<string, unknown>>;
}

export interface ToolCallDelta {
  readonly index: number;
  readonly id?: string;
  readonly type?: "function";
  readonly function?: { readonly name?: string; readonly arguments?: string };
  readonly extra_content?: Readonly<Record<string, unknown>>;
}

export interface ChatChunk {
  readonly id: string;
  readonly object: "chat.completion.chunk";
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: number;
    readonly delta: ChatDelta;
    readonly logprobs: ChoiceLogprobs | null;
    readonly finish_reason: FinishReason | null;
  }[];
  readonly usage?: OpenAiUsage | null;
}

export interface OpenAiUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
  readonly prompt_tokens_details: { readonly cached_tokens: number; readonly audio_tokens?: number };
  readonly completion_tokens_details: { readonly reasoning_tokens: number; readonly audio_tokens?: number };
}

/** Disjoint buckets as OpenAI shows them: cached tokens and sound inside the prompt, reasoning and sound inside the completion. */
export function usageToOpenAi(usage: TokenUsage): OpenAiUsage {
  const prompt = promptTokens(usage);
  const completion = generatedTokens(usage);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: usage.cacheRead ?? 0, ...soundOf(usage.audioInput) },
    completion_tokens_details: { reasoning_tokens: usage.reasoning ?? 0, ...soundOf(usage.audioOutput) },
  };
}

function soundOf(tokens: number | null): { readonly audio_tokens?: number } {
  return tokens === null ? {} : { audio_tokens: tokens };
}
