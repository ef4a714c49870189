type Event = Readonly<Record<string, unknown>>;

/** Streams in the forms that Anthropic documents, shortened. */
const start = (usage: Event = { input_tokens: 12, output_tokens: 1 }): Event[] => [
  {
    type: "message_start",
    message: {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model: "claude-sonnet-4-5-20250929",
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage,
    },
  },
  { type: "ping" },
];
const open = (index: number, content_block: Event): Event => ({ type: "content_block_start", index, content_block });
const delta = (index: number, delta: Event): Event => ({ type: "content_block_delta", index, delta });
const close = (index: number): Event => ({ type: "content_block_stop", index });
const end = (stop_reason: string, usage: Event = { output_tokens: 41 }, more: Event = {}): Event[] => [
  { type: "message_delta", delta: { stop_reason, stop_sequence: null, ...more }, usage },
  { type: "message_stop" },
];

export const THOUGHTFUL: readonly Event[] = [
  ...start(),
  open(0, { type: "thinking", thinking: "", signature: "" }),
  delta(0, { type: "thinking_delta", thinking: "I should look this up" }),
  delta(0, { type: "thinking_delta", thinking: " — carefully." }),
  delta(0, { type: "signature_delta", signature: "EqQBsig==" }),
  close(0),
  open(1, { type: "redacted_thinking", data: "cmVkYWN0ZWQ=" }),
  close(1),
  open(2, { type: "text", text: "" }),
  delta(2, { type: "text_delta", text: "Let me look." }),
  close(2),
  open(3, { type: "tool_use", id: "toolu_01", name: "get_weather", input: {} }),
  delta(3, { type: "input_json_delta", partial_json: "" }),
  delta(3, { type: "input_json_delta", partial_json: '{"city":"Oslo"}' }),
  close(3),
  ...end("tool_use"),
];

export const TWO_CALLS: readonly Event[] = [
  ...start({ input_tokens: 10, cache_read_input_tokens: 60, cache_creation_input_tokens: 30, output_tokens: 1 }),
  open(0, { type: "tool_use", id: "toolu_01", name: "get_weather", input: {} }),
  delta(0, { type: "input_json_delta", partial_json: '{"city":"Os' }),
  delta(0, { type: "input_json_delta", partial_json: 'lo","note":"ø \\"q\\" 👍"}' }),
  close(0),
  open(1, { type: "tool_use", id: "toolu_02", name: "ping", input: {} }),
  close(1),
  ...end("tool_use", { input_tokens: 12, output_tokens: 41 }),
];

export const REFUSED: readonly Event[] = [
  ...start(),
  ...end("refusal", { output_tokens: 5 }, { stop_details: { type: "refusal", category: "cyber", explanation: "This was blocked." } }),
];

export const SEARCHED: readonly Event[] = [
  ...start(),
  open(0, { type: "server_tool_use", id: "srvtoolu_1", name: "web_search", input: {} }),
  delta(0, { type: "input_json_delta", partial_json: '{"query":"weather"}' }),
  close(0),
  open(1, {
    type: "web_search_tool_result",
    tool_use_id: "srvtoolu_1",
    content: [{ type: "web_search_result", url: "https://example.org" }],
  }),
  close(1),
  { type: "future_event", x: 1 },
  open(2, { type: "text", text: "" }),
  delta(2, { type: "text_delta", text: "It rains." }),
  close(2),
  ...end("end_turn"),
];

export const CITED: readonly Event[] = [
  ...start(),
  open(0, { type: "text", text: "", citations: [] }),
  delta(0, { type: "text_delta", text: "Grüße aus Ōsaka 👋🏽" }),
  delta(0, { type: "citations_delta", citation: { type: "page_location", cited_text: "Grüße" } }),
  close(0),
  ...end("stop_sequence"),
];
