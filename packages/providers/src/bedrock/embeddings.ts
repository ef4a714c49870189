import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import { NO_USAGE, type TokenUsage } from "@sluice/wire/usage";
import { unsupportedParameter } from "../chat/parameters.ts";
import { first, type ResponseHeaders } from "../chat/retry-after.ts";
import type { UpstreamRequest } from "../chat-adapter.ts";
import { splitInputs } from "../embeddings/split-inputs.ts";
import { writeEmbeddings } from "../embeddings/write-embeddings.ts";
import type { DecodedEmbeddings, EmbeddingsAdapter, EmbeddingsCall } from "../embeddings-adapter.ts";
import { modelPath } from "./model-path.ts";

/** Embeddings in front of Bedrock's `/invoke`, where each publisher has a body of its own: Amazon's Titan and Cohere's Embed. */
export const bedrockEmbeddings: EmbeddingsAdapter = { splitCall, encodeRequest: encodeEmbeddings, decodeEmbeddings };

type Family = "titan-v1" | "titan-v2" | "titan-image" | "cohere-v3" | "cohere-v4";

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html and …-embed.html */
const MOST_TEXTS: Readonly<Record<Family, number>> = {
  "titan-v1": 1,
  "titan-v2": 1,
  "titan-image": 1,
  "cohere-v3": 96,
  "cohere-v4": 96,
};

function familyOf(model: string): Family | null {
  const id = model.toLowerCase();
  if (id.includes("titan-embed-image")) return "titan-image";
  if (id.includes("titan-embed")) return /titan-embed-text-v2/.test(id) ? "titan-v2" : "titan-v1";
  if (!id.includes("cohere.embed")) return null;
  return /cohere\.embed-(?:english|multilingual)-v3/.test(id) ? "cohere-v3" : "cohere-v4";
}

function splitCall(call: EmbeddingsCall): readonly EmbeddingsCall[] {
  const family = familyOf(call.model);
  return family === null ? [call] : splitInputs(call, MOST_TEXTS[family]);
}

function encodeEmbeddings({ request, model }: EmbeddingsCall): UpstreamRequest | Denial {
  const family = familyOf(model);
  const path = modelPath(model, "invoke");
  if (family === null || path === null)
    return new Denial(
      "not_supported_by_provider",
      `'${model.slice(0, 100)}' is not known as a model for embeddings here: Bedrock's Titan and Cohere models are.`,
      { param: "model" },
    );
  const { inputs, dimensions, dropped } = request;
  if (inputs.length > MOST_TEXTS[family])
    return unsupportedParameter("input", `this model takes ${MOST_TEXTS[family]} texts at most in one request`);
  if (dimensions !== null && (family === "titan-v1" || family === "cohere-v3"))
    return unsupportedParameter("dimensions", "this model's embeddings have one size only");
  const body = family.startsWith("titan") ? titanBody(family, inputs[0] ?? "", dimensions) : cohereBody(inputs, dimensions);
  const headers = ["content-type", "application/json", "accept", "application/json"];
  return { method: "POST", path, headers, body: JSON.stringify(body), dropped, lost: [] };
}

function titanBody(family: Family, inputText: string, dimensions: number | null): Fields {
  if (dimensions === null) return { inputText };
  return family === "titan-image" ? { inputText, embeddingConfig: { outputEmbeddingLength: dimensions } } : { inputText, dimensions };
}

/** Cohere wants to know what the vectors are for. OpenAI's callers do not say; most of what is embedded is to be found later. */
const INPUT_TYPE = "search_document";

function cohereBody(texts: readonly string[], dimensions: number | null): Fields {
  const size = dimensions === null ? {} : { output_dimension: dimensions };
  return { texts, input_type: INPUT_TYPE, embedding_types: ["float"], ...size };
}

function decodeEmbeddings(body: Buffer, { request, model }: EmbeddingsCall, headers: ResponseHeaders = {}): DecodedEmbeddings | Denial {
  const answer = parse(body);
  const vectors = isObject(answer) ? vectorsIn(answer) : null;
  if (!isObject(answer) || vectors?.length !== request.inputs.length)
    return new Denial("upstream_error", "The provider's answer could not be understood: it does not hold one embedding for each input.");
  const usage = readUsage(answer, headers);
  return { answer: writeEmbeddings({ vectors, encoding: request.encoding, model, usage }), usage };
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}

/** Titan's `embedding`, Cohere's `embeddings` or `embeddings.float`; null when any of them is no list of numbers. */
function vectorsIn({ embedding, embeddings }: Fields): number[][] | null {
  const several = isObject(embeddings) ? embeddings["float"] : embeddings;
  const list: unknown[] = Array.isArray(several) ? several : [embedding];
  return list.every(isVector) ? list : null;
}

function isVector(value: unknown): value is number[] {
  return Array.isArray(value) && value.length > 0 && value.every((number) => typeof number === "number");
}

/** Titan counts in its answer; for the others Bedrock counts in a header. */
function readUsage({ inputTextTokenCount }: Fields, headers: ResponseHeaders): TokenUsage {
  const header = first(headers["x-amzn-bedrock-input-token-count"]);
  const count = typeof inputTextTokenCount === "number" ? inputTextTokenCount : header === undefined ? Number.NaN : Number(header);
  return Number.isFinite(count) && count >= 0 ? { ...NO_USAGE, input: Math.round(count), provenance: "reported" } : NO_USAGE;
}
