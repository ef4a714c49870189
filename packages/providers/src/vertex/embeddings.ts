import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import type { UpstreamRequest } from "../chat-adapter.ts";
import { splitInputs } from "../embeddings/split-inputs.ts";
import { writeEmbeddings } from "../embeddings/write-embeddings.ts";
import type { DecodedEmbeddings, EmbeddingsAdapter, EmbeddingsCall } from "../embeddings-adapter.ts";
import { geminiEmbeddings } from "../gemini/embeddings.ts";
import { modelPath } from "./model-path.ts";
import { publisherOf } from "./publisher.ts";

/**
 * Embeddings in front of Vertex's `predict`, and of `embedContent`, by which the models from gemini-embedding-2 on are asked
 * (https://docs.cloud.google.com/vertex-ai/generative-ai/docs/model-reference/text-embeddings-api).
 */
export const vertexEmbeddings: EmbeddingsAdapter = {
  splitCall: (call) => splitInputs(call, mostTexts(call.model)),
  encodeRequest: encodeEmbeddings,
  decodeEmbeddings: (body, call) =>
    isContentModel(call.model) ? geminiEmbeddings.decodeEmbeddings(body, call) : decodePredictions(body, call),
};

/** Google takes 250 texts and 20,000 tokens in one request of these; a part of this size stays below both for usual chunks of a document. */
const MOST_TEXTS = 50;

function isContentModel(model: string): boolean {
  const version = /gemini-embedding-(\d+)/.exec(model)?.[1];
  // `gemini-embedding-001` is the first, whatever its number looks like.
  return version !== undefined && !version.startsWith("0") && Number(version) >= 2;
}

/** Google's Gemini models take one text in a request here. */
function mostTexts(model: string): number {
  return model.includes("gemini-embedding") ? 1 : MOST_TEXTS;
}

function encodeEmbeddings(call: EmbeddingsCall): UpstreamRequest | Denial {
  const { request, model } = call;
  if (publisherOf(call) === "anthropic")
    return new Denial("not_supported_by_provider", "Anthropic's models make no embeddings. Choose one of Google's.", { param: "model" });
  const path = modelPath("google", model, isContentModel(model) ? "embedContent" : "predict");
  if (path === null) return new Denial("invalid_request", "The field model is not the name of a model.", { param: "model" });
  const body = isContentModel(model) ? contentBody(call) : predictBody(call);
  const headers = ["content-type", "application/json"];
  return { method: "POST", path, headers, body: JSON.stringify(body), dropped: request.dropped, lost: [] };
}

function contentBody({ request: { inputs, dimensions } }: EmbeddingsCall): Fields {
  return { content: { parts: inputs.map((text) => ({ text })) }, ...(dimensions !== null && { outputDimensionality: dimensions }) };
}

/** Vertex cuts long texts off unless told not to; OpenAI refuses them, and so is it told. */
function predictBody({ request: { inputs, dimensions } }: EmbeddingsCall): Fields {
  return {
    instances: inputs.map((content) => ({ content })),
    parameters: { autoTruncate: false, ...(dimensions !== null && { outputDimensionality: dimensions }) },
  };
}

function decodePredictions(body: Buffer, { request, model }: EmbeddingsCall): DecodedEmbeddings | Denial {
  const answer = parse(body);
  const list = isObject(answer) && Array.isArray(answer["predictions"]) ? (answer["predictions"] as unknown[]) : [];
  const made = list.map((prediction) => (isObject(prediction) ? prediction["embeddings"] : null));
  const vectors = made.map((embeddings) => (isObject(embeddings) ? embeddings["values"] : null));
  if (vectors.length !== request.inputs.length || !vectors.every(isVector))
    return new Denial("upstream_error", "The provider's answer could not be understood: it does not hold one embedding for each input.");
  const usage = readUsage(made);
  return { answer: writeEmbeddings({ vectors, encoding: request.encoding, model, usage }), usage };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((number) => typeof number === "number");
}

/** Each embedding says its own tokens. What one of them does not say makes the sum unknown. */
function readUsage(made: readonly unknown[]): TokenUsage {
  const counts = made.map((embeddings) => {
    const statistics = isObject(embeddings) ? embeddings["statistics"] : null;
    return isObject(statistics) ? statistics["token_count"] : null;
  });
  const known = counts.filter((count): count is number => typeof count === "number" && Number.isFinite(count) && count >= 0);
  if (known.length < counts.length) return NO_USAGE;
  return { ...NO_USAGE, input: Math.round(known.reduce((sum, count) => sum + count, 0)), provenance: "reported" };
}
