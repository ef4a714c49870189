import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { type Json, numberOrNull, textsIn } from "../json.ts";
import { digest } from "../mind/digest.ts";
import { embed, wordsIn } from "../mind/embed.ts";
import { countTokens } from "../mind/tokens.ts";
import { checkMembers } from "./check.ts";
import type { BedrockModel, Family } from "./models.ts";
import { invalid, type Refusal } from "./refusal.ts";

/** `/invoke`, where each publisher has a body of its own: here those of embeddings. */
export function invoke(body: Json, model: BedrockModel): BodyAnswer | Refusal {
  const family = model.families.find((one) => one !== "chat");
  if (family === undefined) return invalid("The simulator takes /invoke for embeddings only: chat goes to /converse.");
  return family.startsWith("titan") ? titan(body, family, model) : cohere(body, family, model);
}

const TITAN_V2_SIZES = [256, 512, 1024];
const COHERE_V4_SIZES = [256, 512, 1024, 1536];
const MAX_TEXTS = 96;
const INPUT_TYPES = ["search_document", "search_query", "classification", "clustering", "image"];

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-titan-embed-text.html */
function titan(body: Json, family: Family, { dimensions, behaviour }: BedrockModel): BodyAnswer | Refusal {
  const isSecond = family === "titan-v2";
  const { inputText: text, dimensions: size } = body;
  const stranger = checkMembers(body, ["inputText", ...(isSecond ? ["dimensions", "normalize", "embeddingTypes"] : [])], "");
  if (stranger !== null) return invalid(`${stranger}, please reformat your input and try again.`);
  if (typeof text !== "string" || text === "")
    return invalid("Malformed input request: #/inputText: expected minLength: 1, actual: 0, please reformat your input and try again.");
  if (size !== undefined && !TITAN_V2_SIZES.some((one) => one === size))
    return invalid(
      `Malformed input request: #/dimensions: ${String(size)} is not a valid enum value, please reformat your input and try again.`,
    );
  const embedding = Array.from(embed(wordsIn(text), numberOrNull(size) ?? dimensions));
  const tokens = countTokens(text);
  const count = behaviour.kind === "usage-none" ? {} : { inputTextTokenCount: tokens };
  return jsonAnswer({ embedding, ...(isSecond ? { embeddingsByType: { float: embedding } } : {}), ...count }, 200, counted(tokens));
}

/** https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-embed.html */
function cohere(body: Json, family: Family, { dimensions }: BedrockModel): BodyAnswer | Refusal {
  const isFourth = family === "cohere-v4";
  const { input_type: inputType, output_dimension: size } = body;
  const texts = textsIn(body["texts"]);
  const fields = [
    "texts",
    "images",
    "input_type",
    "truncate",
    "embedding_types",
    ...(isFourth ? ["output_dimension", "max_tokens", "inputs"] : []),
  ];
  const stranger = checkMembers(body, fields, "");
  if (stranger !== null) return invalid(`${stranger}, please reformat your input and try again.`);
  if (typeof inputType !== "string" || !INPUT_TYPES.includes(inputType))
    return invalid(
      "Malformed input request: #: required key [input_type] not found or not a valid enum value, please reformat your input and try again.",
    );
  if (texts.length === 0 || texts.length > MAX_TEXTS || texts.includes(""))
    return invalid(
      `Malformed input request: #/texts: 1 to ${MAX_TEXTS} texts are expected, none of them empty, please reformat your input and try again.`,
    );
  if (size !== undefined && !COHERE_V4_SIZES.some((one) => one === size))
    return invalid(
      `Malformed input request: #/output_dimension: ${String(size)} is not a valid enum value, please reformat your input and try again.`,
    );
  const vectors = texts.map((text) => Array.from(embed(wordsIn(text), numberOrNull(size) ?? dimensions)));
  // The third version answers a bare list, unless types were asked for.
  const byType = isFourth || body["embedding_types"] !== undefined;
  const answer = {
    id: digest(JSON.stringify(body)),
    texts,
    embeddings: byType ? { float: vectors } : vectors,
    response_type: byType ? "embeddings_by_type" : "embeddings_floats",
  };
  return jsonAnswer(answer, 200, counted(texts.reduce((sum, text) => sum + countTokens(text), 0)));
}

/** Bedrock tells what was counted in a header, whatever the model says of itself. */
function counted(tokens: number): Readonly<Record<string, string>> {
  return { "x-amzn-bedrock-input-token-count": String(tokens), "x-amzn-bedrock-invocation-latency": "1" };
}
