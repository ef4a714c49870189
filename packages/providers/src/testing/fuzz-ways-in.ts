import type { SseEvent } from "@sluice/wire/sse";
import { CHAT_FORMAT } from "../chat/chat-format.ts";
import type { InboundFormat } from "../inbound-format.ts";
import { MESSAGES_FORMAT } from "../messages/messages-format.ts";
import { RESPONSES_FORMAT } from "../responses/responses-format.ts";

/** A caller's API: a request of its that uses much of it, and how its streams end. */
export interface FuzzWayIn {
  readonly name: string;
  readonly format: InboundFormat;
  readonly body: Readonly<Record<string, unknown>>;
  /** The event after which a client takes the answer for whole. */
  readonly isEnd: (event: SseEvent) => boolean;
  /** The event by which a client learns of a failure. */
  readonly isError: (event: SseEvent) => boolean;
}

const PARAMETERS = {
  type: "object",
  properties: { a: { $ref: "#/$defs/a" }, b: { type: ["string", "null"] } },
  $defs: { a: { anyOf: [{ type: "string" }, { const: 1 }] } },
};
const PIXEL = "data:image/png;base64,iVBORw0KGgo=";

const CHAT = {
  messages: [
    { role: "system", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "Weather?" },
        { type: "image_url", image_url: { url: PIXEL } },
      ],
    },
    { role: "assistant", content: "Hm.", tool_calls: [{ id: "c", type: "function", function: { name: "look", arguments: '{"a":1}' } }] },
    { role: "tool", tool_call_id: "c", content: "Rain" },
  ],
  tools: [{ type: "function", function: { name: "look", strict: true, parameters: PARAMETERS } }],
  tool_choice: { type: "function", function: { name: "look" } },
  response_format: { type: "json_schema", json_schema: { name: "x", schema: PARAMETERS } },
  reasoning_effort: "low",
  temperature: 0.5,
  stop: ["END"],
};

const MESSAGES = {
  max_tokens: 4_000,
  system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
  messages: [
    {
      role: "user",
      content: [
        { type: "text", text: "Weather?" },
        { type: "image", source: { type: "base64", media_type: "image/png", data: "iVBORw0KGgo=" } },
      ],
    },
    {
      role: "assistant",
      content: [
        { type: "thinking", thinking: "Hm.", signature: "s" },
        { type: "tool_use", id: "c", name: "look", input: { a: 1 } },
      ],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "c", content: [{ type: "text", text: "Rain" }] }] },
  ],
  tools: [{ name: "look", description: "Looks.", input_schema: PARAMETERS }],
  tool_choice: { type: "tool", name: "look" },
  thinking: { type: "enabled", budget_tokens: 2_000 },
  stop_sequences: ["END"],
};

const RESPONSES = {
  instructions: "Be brief.",
  input: [
    {
      role: "user",
      content: [
        { type: "input_text", text: "Weather?" },
        { type: "input_image", image_url: PIXEL },
      ],
    },
    { type: "reasoning", id: "rs_1", summary: [{ type: "summary_text", text: "Hm." }] },
    { type: "function_call", call_id: "c", name: "look", arguments: '{"a":1}' },
    { type: "function_call_output", call_id: "c", output: "Rain" },
  ],
  tools: [{ type: "function", name: "look", strict: true, parameters: PARAMETERS }],
  tool_choice: { type: "function", name: "look" },
  text: { format: { type: "json_schema", name: "x", schema: PARAMETERS } },
  reasoning: { effort: "low" },
  max_output_tokens: 500,
};

export const FUZZ_WAYS_IN: readonly FuzzWayIn[] = [
  {
    name: "chat completions",
    format: CHAT_FORMAT,
    body: CHAT,
    isEnd: ({ data }) => data === "[DONE]",
    isError: ({ data }) => data?.startsWith('{"error":') === true,
  },
  {
    name: "messages",
    format: MESSAGES_FORMAT,
    body: MESSAGES,
    isEnd: ({ name }) => name === "message_stop",
    isError: ({ name }) => name === "error",
  },
  {
    name: "responses",
    format: RESPONSES_FORMAT,
    body: RESPONSES,
    isEnd: ({ name }) => name === "response.completed" || name === "response.incomplete",
    isError: ({ name }) => name === "response.failed" || name === "error",
  },
];
