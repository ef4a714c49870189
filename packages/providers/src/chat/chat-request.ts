/**
 * An OpenAI chat completion request, read and normalised: what every adapter translates from.
 * Nulls in the client's body count as absent. Data is base64 of the standard alphabet, padded.
 */
export interface ChatRequest {
  readonly messages: readonly RequestMessage[];
  readonly tools: readonly ToolDefinition[];
  /** Null when the client left the choice open (OpenAI: `auto` when there are tools). */
  readonly toolChoice: ToolChoice | null;
  readonly parallelToolCalls: boolean | null;
  /** Null for plain text. */
  readonly responseFormat: ResponseFormat | null;
  readonly stop: readonly string[];
  readonly temperature: number | null;
  readonly topP: number | null;
  readonly topK: number | null;
  /** The smaller meaning wins: `max_completion_tokens` before `max_tokens`. */
  readonly maxTokens: number | null;
  readonly seed: number | null;
  readonly n: number;
  readonly logprobs: boolean;
  readonly topLogprobs: number | null;
  readonly presencePenalty: number | null;
  readonly frequencyPenalty: number | null;
  readonly reasoningEffort: ReasoningEffort | null;
  /** Anthropic's own `thinking` object, as LiteLLM's and OpenRouter's clients send it. */
  readonly thinking: ThinkingOption | null;
  readonly serviceTier: string | null;
  /** `user`, or `safety_identifier`. */
  readonly user: string | null;
  /** A cache marker for the whole request. */
  readonly cache: CacheMarker | null;
  /** Every top-level field as the client sent it, nulls left out: chat/parameters.ts judges them. */
  readonly given: Readonly<Record<string, unknown>>;
}

export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";

export type ThinkingOption =
  | { readonly type: "enabled"; readonly budgetTokens: number | null }
  | { readonly type: "adaptive" }
  | { readonly type: "disabled" };

/** Anthropic-style `cache_control`: the prompt up to here is worth keeping. */
export interface CacheMarker {
  readonly ttl: "5m" | "1h" | null;
}

interface Cacheable {
  readonly cache: CacheMarker | null;
}

export type RequestMessage = SystemMessage | UserMessage | AssistantMessage | ToolMessage;

/** `system` and `developer`: providers know one of them. */
export interface SystemMessage {
  readonly role: "system";
  readonly parts: readonly TextPart[];
}

export interface UserMessage {
  readonly role: "user";
  readonly parts: readonly ContentPart[];
}

export interface AssistantMessage {
  readonly role: "assistant";
  /** Text and refusals, both as text. */
  readonly parts: readonly TextPart[];
  readonly toolCalls: readonly RequestToolCall[];
  readonly reasoning: string | null;
  readonly extra: Readonly<Record<string, unknown>> | null;
}

export interface RequestToolCall {
  /** Fits `^[a-zA-Z0-9_-]{1,64}$` and is unique in the conversation; its result carries the same. */
  readonly id: string;
  readonly name: string;
  /** Arguments that were no JSON object stand whole under UNPARSED_ARGUMENTS. */
  readonly arguments: Readonly<Record<string, unknown>>;
  /** What was sealed in the id (chat/sealed-signature.ts); null when nothing was. */
  readonly sealed: unknown;
  readonly extra: Readonly<Record<string, unknown>> | null;
}

/** Where arguments stand that a model had not finished, so that it sees what it had said. */
export const UNPARSED_ARGUMENTS = "unparsed_arguments";

/** The answer to one call; legacy `function` messages too. Always answers a call of an earlier assistant message. */
export interface ToolMessage {
  readonly role: "tool";
  readonly toolCallId: string;
  readonly name: string;
  readonly parts: readonly (TextPart | ImagePart | FilePart)[];
}

export type ContentPart = TextPart | ImagePart | AudioPart | FilePart;

export interface TextPart extends Cacheable {
  readonly type: "text";
  readonly text: string;
}

/** Exactly one of `data` (base64) and `url` (http or https) is set. */
export interface ImagePart extends Cacheable {
  readonly type: "image";
  readonly mediaType: string | null;
  readonly data: string | null;
  readonly url: string | null;
  readonly detail: string | null;
  readonly param: string;
}

export interface AudioPart extends Cacheable {
  readonly type: "audio";
  /** `wav`, `mp3` … */
  readonly format: string;
  readonly data: string;
  readonly param: string;
}

/** Exactly one of `data` (base64) and `url` is set. */
export interface FilePart extends Cacheable {
  readonly type: "file";
  readonly mediaType: string;
  readonly data: string | null;
  readonly url: string | null;
  readonly filename: string | null;
  readonly param: string;
}

export interface ToolDefinition extends Cacheable {
  readonly name: string;
  readonly description: string | null;
  /** JSON Schema; null when the function takes nothing. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly strict: boolean;
}

export type ToolChoice =
  | { readonly mode: "none" }
  | { readonly mode: "auto" }
  | { readonly mode: "required" }
  | { readonly mode: "named"; readonly name: string }
  | { readonly mode: "allowed"; readonly names: readonly string[]; readonly required: boolean };

export type ResponseFormat =
  | { readonly type: "json_object" }
  | {
      readonly type: "json_schema";
      readonly name: string;
      readonly description: string | null;
      readonly schema: Readonly<Record<string, unknown>>;
      readonly strict: boolean;
    };
