import type { ServerResponse } from "node:http";
import type { SeenRequest } from "@sluice/testkit/fake-upstream";

/** Answers whatever is asked of any provider with this text, whole or as a stream, in the words of who was asked. */
export function answerAnyWire(text: string): (res: ServerResponse, seen: SeenRequest) => void {
  return (res, { url, body }) => {
    const streamed = /"stream":\s*true/.test(body) || /name="stream"\r\n\r\ntrue/.test(body);
    const answers = Object.entries(ANSWERS).find(([path]) => url.includes(path))?.[1] ?? OTHER;
    const events = streamed ? answers.events?.(text) : undefined;
    res.writeHead(200, { "content-type": events ? "text/event-stream" : "application/json" });
    res.end(events ? events.map(frame).join("") : JSON.stringify(answers.whole(text)));
  };
}

interface Answers {
  readonly whole: (text: string) => object;
  readonly events?: (text: string) => readonly (object | string)[];
}

function frame(event: object | string): string {
  if (typeof event === "string") return `data: ${event}\n\n`;
  const { type } = event as { type?: string };
  return `${type ? `event: ${type}\n` : ""}data: ${JSON.stringify(event)}\n\n`;
}

const USAGE = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const usage = { input_tokens: 3, output_tokens: 2, total_tokens: 5 };

const OTHER: Answers = { whole: (text) => ({ text, data: [] }), events: (text) => [{ text }, "[DONE]"] };

const MESSAGES: Answers = {
  whole: (text) => ({
    type: "message",
    role: "assistant",
    model: "claude",
    content: [{ type: "text", text }],
    stop_reason: "end_turn",
    usage,
  }),
  events: (text) => [
    { type: "message_start", message: { type: "message", role: "assistant", model: "claude", content: [], usage } },
    { type: "content_block_start", index: 0, content_block: { type: "text", text: "" } },
    { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } },
    { type: "content_block_stop", index: 0 },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: 2 } },
    { type: "message_stop" },
  ],
};

const CHAT: Answers = {
  whole: (content) => ({
    object: "chat.completion",
    model: "gpt",
    choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: "stop" }],
    usage: USAGE,
  }),
  events: (content) => [
    { object: "chat.completion.chunk", model: "gpt", choices: [{ index: 0, delta: { content }, finish_reason: null }] },
    { object: "chat.completion.chunk", model: "gpt", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    "[DONE]",
  ],
};

const COMPLETIONS: Answers = {
  whole: (text) => ({ object: "text_completion", model: "gpt", choices: [{ index: 0, text, finish_reason: "stop" }], usage: USAGE }),
  events: (text) => [
    { object: "text_completion", model: "gpt", choices: [{ index: 0, text, finish_reason: null }] },
    { object: "text_completion", model: "gpt", choices: [{ index: 0, text: "", finish_reason: "stop" }] },
    "[DONE]",
  ],
};

const response = (text: string, status: string) => ({
  id: "resp_1",
  object: "response",
  model: "gpt",
  status,
  output:
    status === "completed"
      ? [{ id: "msg_1", type: "message", role: "assistant", status, content: [{ type: "output_text", text, annotations: [] }] }]
      : [],
  usage,
});

const RESPONSES: Answers = {
  whole: (text) => response(text, "completed"),
  events: (text) => [
    { type: "response.created", response: response(text, "in_progress") },
    { type: "response.output_text.delta", item_id: "msg_1", output_index: 0, content_index: 0, delta: text },
    { type: "response.output_text.done", item_id: "msg_1", output_index: 0, content_index: 0, text },
    { type: "response.completed", response: response(text, "completed") },
  ],
};

const VECTOR = [0.1, 0.2];

/** The first that stands in the URL is taken: longer ones stand first. */
const ANSWERS: Readonly<Record<string, Answers>> = {
  count_tokens: { whole: () => ({ input_tokens: 3 }) },
  "/chat/completions/": OTHER,
  "/chat/completions": CHAT,
  "/completions": COMPLETIONS,
  "/responses": RESPONSES,
  "/messages": MESSAGES,
  "/embeddings": {
    whole: () => ({ object: "list", model: "gpt", data: [{ object: "embedding", index: 0, embedding: VECTOR }], usage: USAGE }),
  },
  ":batchEmbedContents": { whole: () => ({ embeddings: [{ values: VECTOR }] }) },
  ":embedContent": { whole: () => ({ embedding: { values: VECTOR } }) },
};
