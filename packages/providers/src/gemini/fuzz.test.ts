import { Denial } from "@sluice/wire/denial";
import { expect, test } from "vitest";
import { readChatRequest } from "../chat/read-chat-request.ts";
import { callOf } from "../chat/testing/chat-call.ts";
import { FUZZ_LIMIT_MS, fuzzRuns } from "../chat/testing/fuzz-runs.ts";
import { mutate } from "../chat/testing/mutate.ts";
import { seededRandom, splitBytes } from "../chat/testing/split-bytes.ts";
import { readEmbeddingsRequest } from "../embeddings/read-embeddings-request.ts";
import { geminiChat } from "./adapter.ts";
import { geminiEmbeddings } from "./embeddings.ts";
import { answerOf, decodeStream, STREAMS, sseOf, streamCall, TOOLS, toldBy } from "./testing/answers.ts";

const RUNS = fuzzRuns(1_000);
const BODY = {
  model: "gemini-3-pro-preview",
  messages: [
    { role: "system", content: "Be brief." },
    {
      role: "user",
      content: [
        { type: "text", text: "Weather?" },
        { type: "image_url", image_url: { url: "https://a.example/cat.png" } },
        { type: "input_audio", input_audio: { format: "wav", data: "AAAA" } },
        { type: "file", file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" } },
      ],
    },
    {
      role: "assistant",
      content: "Hm.",
      extra_content: { google: { thought_signature: "c2ln" } },
      tool_calls: [{ id: "call_1~0WyJnZW1pbmkiLCJjMmxuIl0", type: "function", function: { name: "ping", arguments: '{"a":1}' } }],
    },
    { role: "tool", tool_call_id: "call_1~0WyJnZW1pbmkiLCJjMmxuIl0", content: '{"a":[1]}' },
  ],
  tools: TOOLS,
  tool_choice: { type: "function", function: { name: "ping" } },
  response_format: {
    type: "json_schema",
    json_schema: { name: "x", schema: { type: "object", properties: { a: { anyOf: [{ type: "string" }, { const: 1 }] } } } },
  },
  reasoning_effort: "low",
  seed: 7,
  n: 2,
  stop: ["END"],
  extra_body: { google: { thinking_config: { thinking_budget: 5 }, safety_settings: [{}] } },
};

test("a request of any shape is translated or refused by a 400, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(1);
  let translated = 0;
  for (let run = 0; run < RUNS; run++) {
    const request = readChatRequest(mutate(BODY, random));
    const encoded =
      request instanceof Denial
        ? request
        : geminiChat.encodeRequest({ ...callOf({}, run % 2 ? "gemini-2.5-pro" : "gemini-3-pro"), request });
    if (encoded instanceof Denial) expect(encoded.status).toBe(400);
    else translated += JSON.parse(encoded.body).contents.length > 0 ? 1 : 0;
  }
  expect(translated).toBeGreaterThan(RUNS / 10);
});

test("an answer of any shape is told or denied, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(2);
  const answer = answerOf(
    [{ text: "Hm.", thought: true }, { text: "Hi.", thoughtSignature: "c2ln" }, { functionCall: { name: "ping", args: { a: 1 } } }],
    {
      finishReason: "STOP",
      logprobsResult: { chosenCandidates: [{ token: "Hi", logProbability: -1 }], topCandidates: [{ candidates: [{ token: "Hi" }] }] },
    },
  );
  for (let run = 0; run < RUNS; run++) {
    const bytes = Buffer.from(
      JSON.stringify(
        mutate(run % 4 === 0 ? { error: { code: 400, message: "No.", status: "X", details: [{ retryDelay: "1s" }] } } : answer, random),
      ) ?? "",
    );
    const decoded = geminiChat.decodeCompletion(run % 5 === 0 ? corrupt(bytes, random) : bytes, callOf({ tools: TOOLS }));
    if (!(decoded instanceof Denial)) expect(typeof decoded.completion.choices[0]?.finish_reason).toBe("string");
    expect(geminiChat.decodeError(500, {}, bytes)).toBeInstanceOf(Denial);
  }
});

test("a stream of any bytes ends with one finish reason a choice or with a denial", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(3);
  const streams = Object.values(STREAMS);
  for (let run = 0; run < RUNS; run++) {
    const chunks = mutate(streams[run % streams.length], random);
    const bytes = sseOf(Array.isArray(chunks) ? chunks : [chunks as Record<string, unknown>]);
    const { chunks: told, denial } = decodeStream(splitBytes(run % 3 === 0 ? corrupt(bytes, random) : bytes, 200, random), streamCall());
    if (denial === null) {
      const indexes = new Set(told.flatMap(({ choices }) => choices.map(({ index }) => index)));
      for (const index of indexes) expect(toldBy(told, index).finish).toHaveLength(1);
      expect(told.at(-1)?.choices).toEqual([]);
    } else expect(told.some(({ choices }) => choices.length === 0)).toBe(false);
  }
});

test("embeddings of any shape are told or denied, never a throw", { timeout: FUZZ_LIMIT_MS }, () => {
  const random = seededRandom(4);
  for (let run = 0; run < RUNS; run++) {
    const request = readEmbeddingsRequest(mutate({ model: "m", input: ["a", "b"], dimensions: 2, encoding_format: "base64" }, random));
    if (request instanceof Denial) continue;
    const call = { request, model: "gemini-embedding-001" };
    const encoded = geminiEmbeddings.encodeRequest(call);
    if (!(encoded instanceof Denial)) expect(JSON.parse(encoded.body)).toBeTypeOf("object");
    const answer = mutate({ embeddings: [{ values: [1, 0] }, { values: [0, 1] }], usageMetadata: { promptTokenCount: 2 } }, random);
    const decoded = geminiEmbeddings.decodeEmbeddings(Buffer.from(JSON.stringify(answer)), call);
    if (!(decoded instanceof Denial)) expect(decoded.answer.data).toHaveLength(request.inputs.length);
  }
});

/** Some bytes changed, or the end cut off. */
function corrupt(bytes: Buffer, random: () => number): Buffer {
  const copy = Buffer.from(bytes.subarray(0, random() < 0.3 ? Math.floor(random() * bytes.length) : bytes.length));
  for (let times = Math.floor(random() * 4); times > 0 && copy.length > 0; times--)
    copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
  return copy;
}
