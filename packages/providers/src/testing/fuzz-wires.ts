import { anthropicChat } from "../anthropic/adapter.ts";
import { CITED, THOUGHTFUL as CLAUDE_THOUGHTFUL, TWO_CALLS as CLAUDE_TWO_CALLS } from "../anthropic/testing/recorded-streams.ts";
import { eventMessage } from "../aws/testing/event-message.ts";
import { bedrockChat } from "../bedrock/adapter.ts";
import { CLAUDE as CLAUDE_AT_AWS, LLAMA, THOUGHTFUL, TWO_CALLS } from "../bedrock/testing/converse.ts";
import type { ChatAdapter } from "../chat-adapter.ts";
import { geminiChat } from "../gemini/adapter.ts";
import { answerOf, STREAMS } from "../gemini/testing/answers.ts";
import { compatibleChat, openAiChat } from "../openai/chat-adapter.ts";
import { vertexChat } from "../vertex/adapter.ts";

type Json = Readonly<Record<string, unknown>>;

type Edit = (json: string) => string;
const asItIs: Edit = (json) => json;

/** What a provider says, for tests that spoil it. */
export interface FuzzWire {
  readonly name: string;
  readonly adapter: ChatAdapter;
  readonly models: readonly string[];
  /** Whole answers to calls that do not stream. */
  readonly answers: readonly Json[];
  readonly streams: readonly (readonly Json[])[];
  /** Whether an event says that the answer ends: a stream that is cut before it is not whole. */
  readonly ends: (event: Json) => boolean;
  /** An event as its bytes. `edit` changes its JSON's text before it is put in a frame. */
  readonly write: (event: Json, edit?: Edit) => Buffer;
  /** As the body of an answer, and as an event of a stream. */
  readonly error: { readonly body: Json; readonly event: Json };
}

const sse = (event: Json, edit = asItIs): Buffer => Buffer.from(`data: ${edit(JSON.stringify(event))}\n\n`);

const ANTHROPIC_ERROR = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
const ANTHROPIC = {
  answers: [
    {
      type: "message",
      model: "claude",
      content: [
        { type: "thinking", thinking: "Hm.", signature: "s" },
        { type: "text", text: "Hi." },
        { type: "tool_use", id: "t", name: "look", input: { a: 1 } },
      ],
      stop_reason: "tool_use",
      usage: { input_tokens: 1, output_tokens: 2 },
    },
  ],
  streams: [CLAUDE_THOUGHTFUL, CLAUDE_TWO_CALLS, CITED],
  ends: ({ type }: Json) => type === "message_delta",
  write: sse,
  error: { body: ANTHROPIC_ERROR, event: ANTHROPIC_ERROR },
};

const GEMINI_ERROR = { error: { code: 503, message: "The model is overloaded.", status: "UNAVAILABLE" } };
const GEMINI = {
  answers: [
    answerOf(
      [{ text: "Hm.", thought: true }, { text: "Hi.", thoughtSignature: "c2ln" }, { functionCall: { name: "look", args: { a: 1 } } }],
      {
        finishReason: "STOP",
      },
    ),
  ],
  streams: Object.values(STREAMS),
  ends: (event: Json) => JSON.stringify(event).includes("finishReason") || "promptFeedback" in event,
  write: sse,
  error: { body: GEMINI_ERROR, event: GEMINI_ERROR },
};

const BEDROCK = {
  answers: [
    {
      output: {
        message: {
          role: "assistant",
          content: [
            { reasoningContent: { reasoningText: { text: "Hm.", signature: "s" } } },
            { text: "Hi." },
            { toolUse: { toolUseId: "t", name: "look", input: { a: 1 } } },
          ],
        },
      },
      stopReason: "tool_use",
      usage: { inputTokens: 1, outputTokens: 2 },
    },
  ],
  streams: [THOUGHTFUL, TWO_CALLS],
  ends: (event: Json) => "messageStop" in event,
  write: (event: Json, edit = asItIs) => {
    const [[type, payload] = ["", null]] = Object.entries(event);
    const kind = type.endsWith("Exception") ? "exception" : "event";
    return eventMessage({ [`:${kind}-type`]: type, ":message-type": kind }, edit(JSON.stringify(payload)));
  },
  error: { body: { message: "Too many tokens." }, event: { throttlingException: { message: "Too many tokens." } } },
};

const chunk = (delta: Json, finish_reason: string | null = null): Json => ({
  id: "chatcmpl-1",
  object: "chat.completion.chunk",
  model: "gpt-1",
  choices: [{ index: 0, delta, finish_reason }],
});
const called = (id: string, index: number, json: string): Json => ({
  index,
  ...(id && { id, type: "function" }),
  function: { ...(id && { name: "look" }), arguments: json },
});
const USED = { choices: [], usage: { prompt_tokens: 9, completion_tokens: 5, prompt_tokens_details: { cached_tokens: 4 } } };
const OPENAI_ERROR = { error: { message: "The server had an error.", type: "server_error", param: null, code: null } };
const OPENAI = {
  answers: [
    {
      object: "chat.completion",
      model: "gpt-1",
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hi.", reasoning_content: "Hm.", tool_calls: [called("call_1", 0, '{"a":1}')] },
          finish_reason: "tool_calls",
        },
      ],
      usage: USED.usage,
    },
  ],
  streams: [
    [chunk({ role: "assistant", content: "" }), chunk({ content: "Grüße " }), chunk({ content: "👋🏽" }), chunk({}, "stop"), USED],
    [
      chunk({ role: "assistant", reasoning_content: "Hm." }),
      chunk({ content: "Looking" }),
      chunk({ tool_calls: [called("call_1", 0, '{"a"')] }),
      chunk({ tool_calls: [called("", 0, ":1}"), called("call_2", 1, "{}")] }),
      chunk({}, "tool_calls"),
      USED,
    ],
  ],
  ends: (event: Json) => /"finish_reason":"/.test(JSON.stringify(event)),
  write: sse,
  error: { body: OPENAI_ERROR, event: OPENAI_ERROR },
};

/** Some servers put an error beside choices that look like an answer's. */
const ERROR_BESIDE_CHOICES = { ...OPENAI_ERROR, ...chunk({ content: "" }, "error") };

export const FUZZ_WIRES: readonly FuzzWire[] = [
  { name: "OpenAI", adapter: openAiChat, models: ["gpt-5-mini", "gpt-4o"], ...OPENAI },
  {
    name: "OpenAI-compatible",
    adapter: compatibleChat,
    models: ["m"],
    ...OPENAI,
    error: { body: ERROR_BESIDE_CHOICES, event: ERROR_BESIDE_CHOICES },
  },
  { name: "Anthropic", adapter: anthropicChat, models: ["claude-sonnet-4-5", "claude-opus-4-7"], ...ANTHROPIC },
  { name: "Gemini", adapter: geminiChat, models: ["gemini-2.5-pro", "gemini-3-pro-preview"], ...GEMINI },
  { name: "Bedrock", adapter: bedrockChat, models: [CLAUDE_AT_AWS, LLAMA], ...BEDROCK },
  { name: "Vertex's Gemini", adapter: vertexChat, models: ["gemini-2.5-pro"], ...GEMINI },
  { name: "Vertex's Claude", adapter: vertexChat, models: ["claude-sonnet-4-5@20250929"], ...ANTHROPIC },
];
