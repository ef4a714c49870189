import type { ChatChunk } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { callOf } from "../chat/testing/chat-call.ts";
import { FUZZ_LIMIT_MS, fuzzRuns } from "../chat/testing/fuzz-runs.ts";
import { mutate } from "../chat/testing/mutate.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import { anthropicChat } from "./adapter.ts";
import { THOUGHTFUL, TWO_CALLS } from "./testing/recorded-streams.ts";

const BODY = {
  model: "claude-sonnet-4-5",
  messages: [
    { role: "system", content: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }] },
    {
      role: "user",
      content: [
        { type: "text", text: "Weather?" },
        { type: "image_url", image_url: { url: "data:image/png;base64,iVBORw0KGgo=" } },
        { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" } },
      ],
    },
    {
      role: "assistant",
      content: null,
      reasoning_content: "Hm.",
      extra_content: { anthropic: { thinking_blocks: [{ type: "thinking", thinking: "Hm.", signature: "s" }] } },
      tool_calls: [{ id: "call_1~0WzFd", type: "function", function: { name: "look", arguments: '{"a":1}' } }],
    },
    { role: "tool", tool_call_id: "call_1~0WzFd", content: "Rain" },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "look",
        description: "Looks.",
        strict: true,
        parameters: {
          type: "object",
          properties: { a: { $ref: "#/$defs/a" } },
          $defs: { a: { anyOf: [{ type: ["string", "null"] }, { const: 1 }] } },
        },
      },
    },
  ],
  tool_choice: { type: "function", function: { name: "look" } },
  response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object", properties: { a: { type: "string" } } } } },
  reasoning_effort: "low",
  temperature: 0.5,
  stop: ["END", "\n"],
};
const RUNS = fuzzRuns(500);

test("a request of any shape is translated or refused by a 400, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(1);
  let translated = 0;
  for (let run = 0; run < RUNS; run++) {
    const request = readChatRequest(mutate(BODY, random));
    const encoded = request instanceof Denial ? request : anthropicChat.encodeRequest({ ...callOf(), request });
    if (encoded instanceof Denial) expect(encoded.status).toBe(400);
    else translated += JSON.parse(encoded.body).messages.length > 0 ? 1 : 0;
  }
  expect(translated).toBeGreaterThan(RUNS / 10);
});

test("an answer of any shape is told or denied, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(2);
  const message = {
    type: "message",
    model: "m",
    content: [
      { type: "thinking", thinking: "Hm.", signature: "s" },
      { type: "text", text: "Hi." },
      { type: "tool_use", id: "t", name: "look", input: { a: 1 } },
    ],
    stop_reason: "tool_use",
    usage: { input_tokens: 1, output_tokens: 2 },
  };
  for (let run = 0; run < RUNS; run++) {
    const bytes = Buffer.from(JSON.stringify(mutate(message, random)) ?? "");
    const decoded = anthropicChat.decodeCompletion(run % 5 === 0 ? corrupt(bytes, random) : bytes, callOf());
    if (!(decoded instanceof Denial)) expect(typeof decoded.completion.choices[0]?.finish_reason).toBe("string");
    expect(anthropicChat.decodeError(500, {}, bytes)).toBeInstanceOf(Denial);
  }
});

test("a stream of any bytes ends with one finish reason or with a denial", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(3);
  for (let run = 0; run < RUNS; run++) {
    const events = (run % 2 ? TWO_CALLS : THOUGHTFUL).map((event) => (random() < 0.1 ? mutate(event, random) : event));
    const bytes = Buffer.from(events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join(""));
    const decoder = anthropicChat.createStreamDecoder(callOf({ stream: true }));
    const chunks: ChatChunk[] = [];
    const emit = (chunk: ChatChunk) => void chunks.push(chunk);
    let denial: Denial | null = null;
    for (const piece of splitBytes(run % 3 === 0 ? corrupt(bytes, random) : bytes, 200, random)) denial ??= decoder.push(piece, emit);
    denial ??= decoder.end(emit);
    const finishes = chunks.filter(({ choices }) => choices[0]?.finish_reason).length;
    if (denial === null) expect(finishes).toBe(1);
    expect(finishes).toBeLessThanOrEqual(1);
  }
});

/** A cut, or a few bytes that are no UTF-8. */
function corrupt(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  return random() < 0.5 ? bytes.subarray(0, at) : Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff, 0xc3, 0x28), bytes.subarray(at)]);
}
