import type { ChatChunk, ChatDelta, FinishReason } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { readEvents } from "@sluice/wire/sse";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { sealToolCallId } from "../chat/sealed-signature.ts";
import { MessageWriter } from "./message-writer.ts";
import { writeMessage } from "./write-message.ts";

const USAGE = { ...NO_USAGE, input: 10, cacheRead: 4, cacheWrite: 2, output: 5, reasoning: 3, provenance: "reported" as const };
const chunk = (delta: ChatDelta, finish_reason: FinishReason | null = null): ChatChunk => ({
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "m-1",
  choices: [{ index: 0, delta, logprobs: null, finish_reason }],
});

interface Event {
  readonly type: string;
  readonly index?: number;
  readonly [field: string]: unknown;
}

function stream(chunks: readonly ChatChunk[]): Event[] {
  const writer = new MessageWriter({ requestId: "req_1" });
  const text = chunks.map((one) => writer.chunk(one)).join("") + writer.end(USAGE);
  return readEvents(text).map(({ name, data }) => {
    const event = JSON.parse(data ?? "") as Event;
    expect(event.type).toBe(name);
    return event;
  });
}

test("a stream opens and closes each block in turn, and tells why it ended and what it used", () => {
  const events = stream([
    chunk({ role: "assistant", content: "", refusal: null }),
    chunk({ reasoning_content: "Hm." }),
    chunk({ content: "Let me" }),
    chunk({ content: " look." }),
    chunk({ tool_calls: [{ index: 0, id: "call_1", type: "function", function: { name: "look", arguments: "" } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a":' } }] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: "1}" } }] }),
    chunk({ tool_calls: [{ index: 1, id: "call_2", type: "function", function: { name: "see", arguments: "{}" } }] }),
    chunk({}, "tool_calls"),
    { ...chunk({}), choices: [] },
  ]);
  expect(events.map(({ type, index }) => (index === undefined ? type : `${type} ${index}`))).toEqual([
    "message_start",
    "ping",
    "content_block_start 0",
    "content_block_delta 0",
    "content_block_stop 0",
    "content_block_start 1",
    "content_block_delta 1",
    "content_block_delta 1",
    "content_block_stop 1",
    "content_block_start 2",
    "content_block_delta 2",
    "content_block_delta 2",
    "content_block_stop 2",
    "content_block_start 3",
    "content_block_delta 3",
    "content_block_stop 3",
    "message_delta",
    "message_stop",
  ]);
  expect(events[0]).toMatchObject({ message: { id: "msg_1", role: "assistant", model: "m-1", content: [], stop_reason: null } });
  expect(events[9]).toMatchObject({ content_block: { type: "tool_use", id: "call_1", name: "look", input: {} } });
  expect(events.at(-2)).toEqual({
    type: "message_delta",
    delta: { stop_reason: "tool_use", stop_sequence: null },
    usage: { input_tokens: 10, cache_creation_input_tokens: 2, cache_read_input_tokens: 4, output_tokens: 8 },
  });
});

test("a thought is signed before it closes, from the id of the call that it led to", () => {
  const id = sealToolCallId("toolu_1", ["claude", ["Hm.", "the signature"]]) ?? "";
  const events = stream([
    chunk({ reasoning_content: "Hm." }),
    chunk({ tool_calls: [{ index: 0, id, type: "function", function: { name: "look", arguments: "{}" } }] }),
    chunk({}, "tool_calls"),
  ]);
  expect(events[4]).toEqual({ type: "content_block_delta", index: 0, delta: { type: "signature_delta", signature: "the signature" } });
  expect(events[5]).toEqual({ type: "content_block_stop", index: 0 });
});

test.each([
  ["stop", "end_turn"],
  ["length", "max_tokens"],
  ["content_filter", "refusal"],
] as const)("%s is %s", (finish, reason) => {
  expect(stream([chunk({ content: "x" }), chunk({}, finish)]).at(-2)).toMatchObject({ delta: { stop_reason: reason } });
});

test("tools that a server ended with stop are still to be run", () => {
  const call = { index: 0, id: "c", type: "function" as const, function: { name: "look", arguments: "{}" } };
  expect(stream([chunk({ tool_calls: [call] }), chunk({}, "stop")]).at(-2)).toMatchObject({ delta: { stop_reason: "tool_use" } });
});

test("a failure is Anthropic's error event", () => {
  const [event] = readEvents(new MessageWriter({ requestId: "req_1" }).fail(new Denial("upstream_overloaded", "Busy.")));
  expect(event?.name).toBe("error");
  expect(JSON.parse(event?.data ?? "")).toEqual({
    type: "error",
    error: { type: "overloaded_error", message: "Busy." },
    request_id: "req_1",
  });
});

test("a whole answer keeps signed thoughts, text and tools in order", () => {
  const message = {
    role: "assistant" as const,
    content: "There.",
    refusal: null,
    reasoning_content: "Hm.",
    extra_content: { anthropic: { thinking_blocks: [{ index: 0, type: "thinking", thinking: "Hm.", signature: "sig" }] } },
    tool_calls: [
      { id: "call_1", type: "function" as const, function: { name: "look", arguments: '{"a":1}' } },
      { id: "call_2", type: "function" as const, function: { name: "look", arguments: '{"a":' } },
    ],
  };
  const completion = {
    id: "c",
    object: "chat.completion" as const,
    created: 1,
    model: "m-1",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "tool_calls" as const }],
  };
  expect(writeMessage({ completion, usage: USAGE }, { requestId: "req_1", createdSeconds: 1, body: {}, showUsage: false })).toEqual({
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: "m-1",
    content: [
      { type: "thinking", thinking: "Hm.", signature: "sig" },
      { type: "text", text: "There." },
      { type: "tool_use", id: "call_1", name: "look", input: { a: 1 } },
      { type: "tool_use", id: "call_2", name: "look", input: { unparsed_arguments: '{"a":' } },
    ],
    stop_reason: "tool_use",
    stop_sequence: null,
    usage: { input_tokens: 10, cache_creation_input_tokens: 2, cache_read_input_tokens: 4, output_tokens: 8 },
  });
});
