import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { isObject, type Json, numberOrNull, objectsIn, textOr } from "../json.ts";
import { embed, wordsIn } from "../mind/embed.ts";
import type { Gemini } from "./models.ts";
import { invalid, type Refusal } from "./refusal.ts";

const MAX_REQUESTS = 100;
const TASKS = new Set([
  "TASK_TYPE_UNSPECIFIED",
  "RETRIEVAL_QUERY",
  "RETRIEVAL_DOCUMENT",
  "SEMANTIC_SIMILARITY",
  "CLASSIFICATION",
  "CLUSTERING",
  "QUESTION_ANSWERING",
  "FACT_VERIFICATION",
  "CODE_RETRIEVAL_QUERY",
]);

/** `:embedContent` (https://ai.google.dev/api/embeddings). */
export function embedContent(body: Json, model: Gemini): BodyAnswer | Refusal {
  return refuse(body, model) ?? jsonAnswer({ embedding: { values: valuesOf(body, model) } });
}

/** `:batchEmbedContents`: several at once, each naming the model again. */
export function batchEmbedContents(body: Json, model: Gemini): BodyAnswer | Refusal {
  const requests = objectsIn(body["requests"]);
  if (requests.length === 0) return invalid("* BatchEmbedContentsRequest.requests: at least one request is required");
  if (requests.length > MAX_REQUESTS)
    return invalid(`* BatchEmbedContentsRequest.requests: at most ${MAX_REQUESTS} requests can be in one batch`);
  for (const [index, request] of requests.entries()) {
    const named = request["model"];
    if (named !== `models/${model.id}`)
      return invalid(`* BatchEmbedContentsRequest.requests[${index}].model: model must match the model of the batch: models/${model.id}`);
    const refusal = refuse(request, model);
    if (refusal) return refusal;
  }
  return jsonAnswer({ embeddings: requests.map((request) => ({ values: valuesOf(request, model) })) });
}

function refuse({ content, taskType, title, outputDimensionality: size }: Json, { dimensions }: Gemini): Refusal | null {
  const parts = isObject(content) ? objectsIn(content["parts"]) : [];
  if (parts.length === 0 || parts.every((part) => textOr(part["text"]) === ""))
    return invalid("* EmbedContentRequest.content: content is empty");
  if (typeof taskType === "string" && !TASKS.has(taskType)) return invalid(`Invalid value at 'task_type' (TYPE_ENUM), "${taskType}"`);
  if (title !== undefined && taskType !== "RETRIEVAL_DOCUMENT") return invalid("title is only allowed with task_type RETRIEVAL_DOCUMENT");
  return typeof size === "number" && (size < 1 || size > dimensions)
    ? invalid(`* EmbedContentRequest.output_dimensionality: must be between 1 and ${dimensions}`)
    : null;
}

function valuesOf({ content, outputDimensionality: size }: Json, { dimensions }: Gemini): readonly number[] {
  const text = isObject(content)
    ? objectsIn(content["parts"])
        .map((part) => textOr(part["text"]))
        .join("\n")
    : "";
  return Array.from(embed(wordsIn(text), numberOrNull(size) ?? dimensions));
}
