import type { ChatChunk, ChatDelta, FinishReason } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { readEvents } from "@sluice/wire/sse";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { ResponseWriter } from "./response-writer.ts";
import { writeWholeResponse } from "./write-response.ts";

const USAGE = { ...NO_USAGE, input: 10, cacheRead: 4, output: 5, reasoning: 3, provenance: "reported" as const };
const CONTEXT = { requestId: "req_1", createdSeconds: 7, body: { temperature: 0.5, metadata: { a: "b" } }, showUsage: false };
const chunk = (delta: ChatDelta, finish_reason: FinishReason | null = null): ChatChunk => ({
  id: "c",
  object: "chat.completion.chunk",
  created: 1,
  model: "m-1",
  choices: [{ index: 0, delta, logprobs: null, finish_reason }],
});

interface Event {
  readonly type: string;
  readonly sequence_number: number;
  readonly output_index?: number;
  readonly response?: Record<string, unknown>;
  readonly [field: string]: unknown;
}

function stream(chunks: readonly ChatChunk[]): Event[] {
  const writer = new ResponseWriter(CONTEXT);
  const text = chunks.map((one) => writer.chunk(one)).join("") + writer.end(USAGE);
  const events = readEvents(text).map(({ name, data }) => {
    const event = JSON.parse(data ?? "") as Event;
    expect(event.type).toBe(name);
    return event;
  });
  expect(events.map(({ sequence_number: sequence }) => sequence)).toEqual(events.map((_, nth) => nth));
  return events;
}

const CALL = { index: 0, id: "call_1", type: "function" as const, function: { name: "look", arguments: "" } };

test("a stream says each item when it opens, as it grows and when it is whole, and the whole response at the end", () => {
  const events = stream([
    chunk({ role: "assistant", content: "", refusal: null }),
    chunk({ reasoning_content: "Hm." }),
    chunk({ content: "Let me" }),
    chunk({ content: " look." }),
    chunk({ tool_calls: [CALL] }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: '{"a":1}' } }] }),
    chunk({ tool_calls: [{ ...CALL, index: 1, id: "call_2", function: { name: "see", arguments: "{}" } }] }),
    chunk({}, "tool_calls"),
  ]);
  expect(events.map(({ type, output_index: at }) => `${type.replace("response.", "")}${at === undefined ? "" : ` ${at}`}`)).toEqual([
    "created",
    "in_progress",
    "output_item.added 0",
    "reasoning_summary_part.added 0",
    "reasoning_summary_text.delta 0",
    "reasoning_summary_text.done 0",
    "reasoning_summary_part.done 0",
    "output_item.done 0",
    "output_item.added 1",
    "content_part.added 1",
    "output_text.delta 1",
    "output_text.delta 1",
    "output_text.done 1",
    "content_part.done 1",
    "output_item.done 1",
    "output_item.added 2",
    "function_call_arguments.delta 2",
    "function_call_arguments.done 2",
    "output_item.done 2",
    "output_item.added 3",
    "function_call_arguments.delta 3",
    "function_call_arguments.done 3",
    "output_item.done 3",
    "completed",
  ]);
  expect(events[0]?.response).toMatchObject({
    id: "resp_1",
    status: "in_progress",
    output: [],
    usage: null,
    temperature: 0.5,
    created_at: 7,
  });
  expect(events.at(-1)?.response).toMatchObject({
    status: "completed",
    model: "m-1",
    metadata: { a: "b" },
    output: [
      { type: "reasoning", summary: [{ type: "summary_text", text: "Hm." }] },
      {
        type: "message",
        role: "assistant",
        status: "completed",
        content: [{ type: "output_text", text: "Let me look.", annotations: [] }],
      },
      { type: "function_call", call_id: "call_1", name: "look", arguments: '{"a":1}' },
      { type: "function_call", call_id: "call_2", name: "see", arguments: "{}" },
    ],
    usage: {
      input_tokens: 14,
      input_tokens_details: { cached_tokens: 4 },
      output_tokens: 8,
      output_tokens_details: { reasoning_tokens: 3 },
      total_tokens: 22,
    },
  });
});

test.each([
  ["length", "max_output_tokens"],
  ["content_filter", "content_filter"],
] as const)("an answer that %s ended is incomplete", (finish, reason) => {
  expect(stream([chunk({ content: "x" }), chunk({}, finish)]).at(-1)).toMatchObject({
    type: "response.incomplete",
    response: { status: "incomplete", incomplete_details: { reason }, output: [{ type: "message", status: "incomplete" }] },
  });
});

test("a refusal is a part of its own, and an empty answer is a message without words", () => {
  const refused = stream([chunk({ refusal: "No." }), chunk({}, "stop")]);
  expect(refused.at(-1)?.response).toMatchObject({ output: [{ type: "message", content: [{ type: "refusal", refusal: "No." }] }] });
  const empty = stream([chunk({}, "stop")]);
  expect(empty.at(-1)?.response).toMatchObject({ output: [{ type: "message", content: [{ type: "output_text", text: "" }] }] });
});

test("a failure is one error event, next in the sequence", () => {
  const writer = new ResponseWriter(CONTEXT);
  writer.chunk(chunk({ content: "x" }));
  const [event] = readEvents(writer.fail(new Denial("upstream_error", "Broke off.")));
  expect(event?.name).toBe("error");
  expect(JSON.parse(event?.data ?? "")).toMatchObject({ type: "error", message: "Broke off.", code: "upstream_error", sequence_number: 5 });
});

test("a whole answer has the same items", () => {
  const message = {
    role: "assistant" as const,
    content: "There.",
    refusal: null,
    reasoning_content: "Hm.",
    images: [{ type: "image_url" as const, index: 0, image_url: { url: "data:image/png;base64,AAAA" } }],
    tool_calls: [{ id: "call_1", type: "function" as const, function: { name: "look", arguments: "{}" } }],
  };
  const completion = {
    id: "c",
    object: "chat.completion" as const,
    created: 1,
    model: "m-1",
    choices: [{ index: 0, message, logprobs: null, finish_reason: "tool_calls" as const }],
  };
  expect(writeWholeResponse({ completion, usage: USAGE }, CONTEXT)).toMatchObject({
    id: "resp_1",
    object: "response",
    status: "completed",
    store: false,
    output: [
      { id: "rs_1_0", type: "reasoning" },
      { id: "msg_1_1", type: "message", content: [{ type: "output_text", text: "There." }] },
      { id: "ig_1_2", type: "image_generation_call", result: "AAAA" },
      { id: "fc_1_3", type: "function_call", call_id: "call_1" },
    ],
  });
});
