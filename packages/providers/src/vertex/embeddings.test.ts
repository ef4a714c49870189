import { Denial } from "@sluice/wire/denial";
import { NO_USAGE } from "@sluice/wire/usage";
import { expect, test } from "vitest";
import { readEmbeddingsRequest } from "../embeddings/read-embeddings-request.ts";
import type { EmbeddingsCall } from "../embeddings-adapter.ts";
import { vertexEmbeddings } from "./embeddings.ts";

function callOf(body: Record<string, unknown>, model = "text-embedding-005"): EmbeddingsCall {
  const request = readEmbeddingsRequest(body);
  if (request instanceof Denial) throw new Error(request.message);
  return { request, model };
}
function encode(call: EmbeddingsCall) {
  const request = vertexEmbeddings.encodeRequest(call);
  if (request instanceof Denial) throw new Error(request.message);
  return { ...request, body: JSON.parse(request.body) };
}
const decode = (answer: unknown, call: EmbeddingsCall) => vertexEmbeddings.decodeEmbeddings(Buffer.from(JSON.stringify(answer)), call);
const prediction = (values: readonly unknown[], tokens?: number) => ({ embeddings: { values, statistics: { token_count: tokens } } });

test("texts are predicted together, are not cut off, and have the dimensions asked for", () => {
  expect(encode(callOf({ input: ["a", "b"], dimensions: 256, user: "u" }))).toMatchObject({
    path: "/publishers/google/models/text-embedding-005:predict",
    body: { instances: [{ content: "a" }, { content: "b" }], parameters: { autoTruncate: false, outputDimensionality: 256 } },
    dropped: ["user"],
  });
});

test("gemini-embedding-2 is asked by embedContent", () => {
  const { path, body } = encode(callOf({ input: "a", dimensions: 768 }, "gemini-embedding-2-preview"));
  expect(path).toBe("/publishers/google/models/gemini-embedding-2-preview:embedContent");
  expect(body).toEqual({ content: { parts: [{ text: "a" }] }, outputDimensionality: 768 });
});

test.each([
  ["gemini-embedding-001", [1, 1, 1]],
  ["gemini-embedding-2", [1, 1, 1]],
  ["text-embedding-005", [3]],
])("%s takes its own number of texts at once", (model, sizes) => {
  const parts = vertexEmbeddings.splitCall?.(callOf({ input: ["a", "b", "c"] }, model)) ?? [];
  expect(parts.map(({ request }) => request.inputs.length)).toEqual(sizes);
  expect(parts.flatMap(({ request }) => request.inputs)).toEqual(["a", "b", "c"]);
});

test("vectors come in order, and their tokens are added up", () => {
  const decoded = decode({ predictions: [prediction([3, 4], 2), prediction([0, 1], 5)] }, callOf({ input: ["a", "b"] }));
  expect(decoded).toMatchObject({
    answer: { data: [{ embedding: [0.6, 0.8] }, { embedding: [0, 1] }], usage: { prompt_tokens: 7, total_tokens: 7 } },
    usage: { input: 7, provenance: "reported" },
  });
});

test("tokens that one of them does not tell are not told for all", () => {
  expect(decode({ predictions: [prediction([1], 2), prediction([1])] }, callOf({ input: ["a", "b"] }))).toMatchObject({ usage: NO_USAGE });
});

test.each([null, {}, { predictions: [] }, { predictions: [prediction([])] }, { predictions: [prediction(["x"])] }])(
  "%j is no answer",
  (answer) => {
    expect(decode(answer, callOf({ input: "a" }))).toMatchObject({ code: "upstream_error" });
  },
);

test("Claude makes no embeddings, and it is said so", () => {
  expect(vertexEmbeddings.encodeRequest(callOf({ input: "a" }, "claude-sonnet-4-5"))).toMatchObject({ code: "not_supported_by_provider" });
});
