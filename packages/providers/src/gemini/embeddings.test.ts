import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { readEmbeddingsRequest } from "../embeddings/read-embeddings-request.ts";
import type { EmbeddingsCall } from "../embeddings-adapter.ts";
import { geminiEmbeddings } from "./embeddings.ts";

function callOf(body: Record<string, unknown>): EmbeddingsCall {
  const request = readEmbeddingsRequest(body);
  if (request instanceof Denial) throw new Error(request.message);
  return { request, model: "gemini-embedding-001" };
}
const decode = (answer: unknown, body: Record<string, unknown>) =>
  geminiEmbeddings.decodeEmbeddings(Buffer.from(JSON.stringify(answer)), callOf(body));

test("one text goes alone, several as a batch, with the dimensions asked for", () => {
  const one = geminiEmbeddings.encodeRequest(callOf({ input: "a", dimensions: 256, user: "u" }));
  expect(one).toMatchObject({ path: "/models/gemini-embedding-001:embedContent", dropped: ["user"] });
  const content = (text: string) => ({ model: "models/gemini-embedding-001", content: { parts: [{ text }] } });
  expect(one instanceof Denial || JSON.parse(one.body)).toEqual({ ...content("a"), outputDimensionality: 256 });
  const two = geminiEmbeddings.encodeRequest(callOf({ input: ["a", "b"] }));
  expect(two).toMatchObject({ path: "/models/gemini-embedding-001:batchEmbedContents" });
  expect(two instanceof Denial || JSON.parse(two.body)).toEqual({ requests: [content("a"), content("b")] });
});

test("more than a batch holds goes in several", () => {
  const parts = geminiEmbeddings.splitCall?.(callOf({ input: Array.from({ length: 201 }, (_, at) => `${at}`) })) ?? [];
  expect(parts.map(({ request }) => request.inputs.length)).toEqual([100, 100, 1]);
  expect(parts.flatMap(({ request }) => request.inputs).map(Number)).toEqual(Array.from({ length: 201 }, (_, at) => at));
});

test("vectors come in order and of length 1, as OpenAI's do", () => {
  expect(decode({ embeddings: [{ values: [3, 4] }, { values: [0, 1] }] }, { input: ["a", "b"] })).toEqual({
    answer: {
      object: "list",
      data: [
        { object: "embedding", index: 0, embedding: [0.6, 0.8] },
        { object: "embedding", index: 1, embedding: [0, 1] },
      ],
      model: "gemini-embedding-001",
      usage: { prompt_tokens: 0, total_tokens: 0 },
    },
    usage: NO_USAGE,
  });
});

test("base64 holds little-endian floats, and reported tokens are told", () => {
  const decoded = decode(
    { embedding: { values: [1, 0] }, usageMetadata: { promptTokenCount: 4 } },
    { input: "a", encoding_format: "base64" },
  );
  if (decoded instanceof Denial) throw new Error(decoded.message);
  expect(decoded.usage).toMatchObject({ input: 4, output: null, provenance: "reported" });
  expect(decoded.answer.usage).toEqual({ prompt_tokens: 4, total_tokens: 4 });
  const bytes = Buffer.from(String(decoded.answer.data[0]?.embedding), "base64");
  expect([bytes.readFloatLE(0), bytes.readFloatLE(4), bytes.length]).toEqual([1, 0, 8]);
});

test.each([{}, null, { embedding: { values: [] } }, { embeddings: [{ values: [1] }, { values: ["x"] }] }, { embeddings: [] }])(
  "%j is no answer",
  (answer) => {
    expect(decode(answer, { input: "a" })).toMatchObject({ code: "upstream_error" });
  },
);

test("an error in a 200 is an error", () => {
  expect(decode({ error: { code: 429, status: "RESOURCE_EXHAUSTED", message: "Quota." } }, { input: "a" })).toMatchObject({
    code: "rate_limit_exceeded",
  });
});
