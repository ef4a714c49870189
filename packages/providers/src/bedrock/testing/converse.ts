import { eventMessage } from "../../aws/testing/event-message.ts";
import { callOf } from "../../chat/testing/chat-call.ts";
import type { ChatCall } from "../../chat-adapter.ts";

export type StreamEvent = Readonly<Record<string, unknown>>;

export const CLAUDE = "us.anthropic.claude-sonnet-4-5-20250929-v1:0";
export const NOVA = "amazon.nova-pro-v1:0";
export const LLAMA = "meta.llama3-3-70b-instruct-v1:0";

export function converseCall(body: Readonly<Record<string, unknown>> = {}, model = CLAUDE): ChatCall {
  return callOf(body, model);
}

/** One event as Bedrock writes it: `{contentBlockDelta: {…}}`. */
export function eventBytes(event: StreamEvent): Buffer {
  const [[type, payload] = ["", null]] = Object.entries(event);
  const isException = type.endsWith("Exception");
  return eventMessage(
    {
      [isException ? ":exception-type" : ":event-type"]: type,
      ":content-type": "application/json",
      ":message-type": isException ? "exception" : "event",
    },
    JSON.stringify(payload) ?? "",
  );
}

export function streamBytes(events: readonly StreamEvent[]): Buffer {
  return Buffer.concat(events.map(eventBytes));
}

const delta = (contentBlockIndex: number, part: StreamEvent): StreamEvent => ({
  contentBlockDelta: { contentBlockIndex, delta: part, p: "abcdef" },
});
const stop = (contentBlockIndex: number): StreamEvent => ({ contentBlockStop: { contentBlockIndex } });
const use = (contentBlockIndex: number, toolUseId: string, name: string): StreamEvent => ({
  contentBlockStart: { contentBlockIndex, start: { toolUse: { toolUseId, name } } },
});
const usage = { inputTokens: 10, outputTokens: 41, totalTokens: 141, cacheReadInputTokens: 60, cacheWriteInputTokens: 30 };

export const begin: StreamEvent = { messageStart: { role: "assistant" } };
export const end = (stopReason: string): StreamEvent[] => [
  { messageStop: { stopReason } },
  { metadata: { usage, metrics: { latencyMs: 5 } } },
];

export const textEvents = (text: string, index = 0): StreamEvent[] => [
  ...[...text].map((part) => delta(index, { text: part })),
  stop(index),
];
export const useEvents = (index: number, name: string, pieces: readonly string[]): StreamEvent[] => [
  use(index, `tooluse_${index}`, name),
  ...pieces.map((input) => delta(index, { toolUse: { input } })),
  stop(index),
];

/** Streams in the forms that AWS documents, shortened. */
export const THOUGHTFUL: readonly StreamEvent[] = [
  begin,
  delta(0, { reasoningContent: { text: "I should look this up" } }),
  delta(0, { reasoningContent: { text: " — carefully." } }),
  delta(0, { reasoningContent: { signature: "EqQBsig==" } }),
  stop(0),
  delta(1, { reasoningContent: { redactedContent: "cmVkYWN0ZWQ=" } }),
  stop(1),
  delta(2, { text: "Let me look." }),
  stop(2),
  ...useEvents(3, "get_weather", ["", '{"city":"Oslo"}']),
  ...end("tool_use"),
];

export const TWO_CALLS: readonly StreamEvent[] = [
  begin,
  ...useEvents(0, "get_weather", ['{"city":"Os', 'lo","note":"ø \\"q\\" 👍"}']),
  ...useEvents(1, "ping", []),
  ...end("tool_use"),
];

export const SEARCHED: readonly StreamEvent[] = [
  begin,
  {
    contentBlockStart: {
      contentBlockIndex: 0,
      start: { toolUse: { toolUseId: "srv_1", name: "nova_grounding", type: "server_tool_use" } },
    },
  },
  delta(0, { toolUse: { input: '{"query":"weather"}' } }),
  stop(0),
  { contentBlockStart: { contentBlockIndex: 1, start: { toolResult: { toolUseId: "srv_1", type: "nova_grounding_result" } } } },
  delta(1, { toolResult: [{ json: {} }] }),
  stop(1),
  { futureEvent: { x: 1 } },
  delta(2, { text: "It rains." }),
  delta(2, { citation: { location: { web: { url: "https://example.org" } } } }),
  stop(2),
  ...end("end_turn"),
];
