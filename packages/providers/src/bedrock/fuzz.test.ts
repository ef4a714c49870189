import type { ChatChunk } from "@sluice/wire/chat";
import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { FUZZ_LIMIT_MS, fuzzRuns } from "../chat/testing/fuzz-runs.ts";
import { mutate } from "../chat/testing/mutate.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import { bedrockChat } from "./adapter.ts";
import { CLAUDE, converseCall, eventBytes, LLAMA, NOVA, type StreamEvent, THOUGHTFUL, TWO_CALLS } from "./testing/converse.ts";

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
      extra_content: { anthropic: { thinking_blocks: [{ type: "thinking", thinking: "Hm.", signature: "s" }] } },
      tool_calls: [{ id: "call_1~0WzFd", type: "function", function: { name: "look.at", arguments: '{"a":1}' } }],
    },
    { role: "tool", tool_call_id: "call_1~0WzFd", content: "Rain" },
  ],
  tools: [
    {
      type: "function",
      function: {
        name: "look.at",
        strict: true,
        parameters: {
          type: "object",
          properties: { a: { $ref: "#/$defs/a" } },
          $defs: { a: { anyOf: [{ type: ["string", "null"] }, { const: 1 }] } },
        },
      },
    },
  ],
  tool_choice: "auto",
  response_format: { type: "json_schema", json_schema: { name: "x", schema: { type: "object", properties: { a: { type: "string" } } } } },
  reasoning_effort: "low",
  parallel_tool_calls: false,
  temperature: 0.5,
  stop: ["END", "\n"],
};
const MODELS = [CLAUDE, LLAMA, NOVA];
const RUNS = fuzzRuns(500);

test("a request of any shape is translated or refused by a 400, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(1);
  let translated = 0;
  for (let run = 0; run < RUNS; run++) {
    const request = readChatRequest(mutate(BODY, random));
    const model = MODELS[run % MODELS.length] ?? CLAUDE;
    const encoded = request instanceof Denial ? request : bedrockChat.encodeRequest({ ...converseCall({}, model), request });
    if (encoded instanceof Denial) expect(encoded.status).toBe(400);
    else translated += checked(JSON.parse(encoded.body));
  }
  expect(translated).toBeGreaterThan(RUNS / 10);
});

/** What Bedrock refuses in every conversation: neighbours of one role, a first assistant, blank texts, empty messages. */
function checked({ messages }: { messages: { role: string; content: { text?: string }[] }[] }): number {
  expect(messages[0]?.role).toBe("user");
  for (const [index, { role, content }] of messages.entries()) {
    expect(messages[index - 1]?.role).not.toBe(role);
    expect(content.length).toBeGreaterThan(0);
    for (const { text } of content) if (text !== undefined) expect(text.trim()).not.toBe("");
  }
  return 1;
}

test("an answer of any shape is told or denied, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(2);
  const answer = {
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
  };
  for (let run = 0; run < RUNS; run++) {
    const bytes = Buffer.from(JSON.stringify(mutate(answer, random)) ?? "");
    const decoded = bedrockChat.decodeCompletion(run % 5 === 0 ? corrupt(bytes, random) : bytes, converseCall());
    if (!(decoded instanceof Denial)) expect(typeof decoded.completion.choices[0]?.finish_reason).toBe("string");
    expect(bedrockChat.decodeError(500, {}, bytes)).toBeInstanceOf(Denial);
  }
});

test("a stream of any bytes ends with one finish reason or with a denial", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(3);
  for (let run = 0; run < RUNS; run++) {
    const bytes = Buffer.concat((run % 2 ? TWO_CALLS : THOUGHTFUL).map((event) => bytesOf(event, random)));
    const decoder = bedrockChat.createStreamDecoder(converseCall({ stream: true }));
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

function bytesOf(event: StreamEvent, random: () => number): Buffer {
  const [[type, payload] = ["", null]] = Object.entries(event);
  return eventBytes(random() < 0.1 ? { [type]: mutate(payload, random) } : event);
}

/** A cut, or a few bytes that do not belong. */
function corrupt(bytes: Buffer, random: () => number): Buffer {
  const at = Math.floor(random() * bytes.length);
  return random() < 0.5 ? bytes.subarray(0, at) : Buffer.concat([bytes.subarray(0, at), Buffer.of(0xff, 0xc3, 0x28), bytes.subarray(at)]);
}
