import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import type { UpstreamRequest } from "../chat-adapter.ts";
import { splitInputs } from "../embeddings/split-inputs.ts";
import { writeEmbeddings } from "../embeddings/write-embeddings.ts";
import type { DecodedEmbeddings, EmbeddingsAdapter, EmbeddingsCall } from "../embeddings-adapter.ts";
import { decodeErrorEvent, errorObjectIn } from "./decode-error.ts";
import { modelPath } from "./model-path.ts";

/** Embeddings in front of Google's embedContent and batchEmbedContents (https://ai.google.dev/api/embeddings). */
export const geminiEmbeddings: EmbeddingsAdapter = {
  splitCall: (call) => splitInputs(call, MOST_IN_BATCH),
  encodeRequest: encodeEmbeddings,
  decodeEmbeddings,
};

/** Google's limit for one batch. */
const MOST_IN_BATCH = 100;

function encodeEmbeddings({ request, model }: EmbeddingsCall): UpstreamRequest | Denial {
  const { inputs, dimensions, dropped } = request;
  const path = modelPath(model);
  const requests = inputs.map((text) => ({
    // The resource's own name, not its encoded place.
    model: decodeURIComponent(path.slice(1)),
    content: { parts: [{ text }] },
    ...(dimensions !== null && { outputDimensionality: dimensions }),
  }));
  const isBatch = requests.length > 1;
  return {
    method: "POST",
    path: path + (isBatch ? ":batchEmbedContents" : ":embedContent"),
    headers: ["content-type", "application/json"],
    body: JSON.stringify(isBatch ? { requests } : requests[0]),
    dropped,
    lost: [],
  };
}

function decodeEmbeddings(body: Buffer, { request, model }: EmbeddingsCall): DecodedEmbeddings | Denial {
  const answer = parse(body);
  if (errorObjectIn(answer) !== null) return decodeErrorEvent(answer);
  const vectors = isObject(answer) ? vectorsIn(answer) : null;
  if (!isObject(answer) || vectors?.length !== request.inputs.length)
    return new Denial("upstream_error", "The provider's answer could not be understood: it does not hold one embedding for each input.");
  const usage = readUsage(answer["usageMetadata"]);
  return { answer: writeEmbeddings({ vectors, encoding: request.encoding, model, usage }), usage };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** `embedding` of one, `embeddings` of a batch; null when any of them is no list of numbers. */
function vectorsIn({ embedding, embeddings }: Fields): number[][] | null {
  const list = Array.isArray(embeddings) ? (embeddings as unknown[]) : [embedding];
  const vectors = list.map((item) => (isObject(item) ? item["values"] : null));
  return vectors.every(isVector) ? vectors : null;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((number) => typeof number === "number");
}

/** Only the newer models count; a batch may say it once for all. */
function readUsage(report: unknown): TokenUsage {
  const count = isObject(report) ? (report["promptTokenCount"] ?? report["totalTokenCount"]) : null;
  if (typeof count !== "number" || !Number.isFinite(count) || count < 0) return NO_USAGE;
  return { ...NO_USAGE, input: Math.round(count), provenance: "reported" };
}
