import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { type Json, numberOrNull } from "../json.ts";
import { embed, wordsIn } from "../mind/embed.ts";
import { countTokens } from "../mind/tokens.ts";
import { checkArray, checkInteger, checkOneOf, firstRefusal } from "./check.ts";
import type { SimulatedModel } from "./models.ts";
import { invalid, missing, type Refusal, refusalAnswer, wrongType } from "./refusal.ts";

/** OpenAI's limit of inputs in one request. */
const MAX_INPUTS = 2048;

/** `POST /v1/embeddings` (https://platform.openai.com/docs/api-reference/embeddings/create). */
export function embeddings(body: Json, model: SimulatedModel): BodyAnswer {
  const refusal = validate(body, model);
  if (refusal) return refusalAnswer(refusal);
  const inputs = inputsOf(body["input"]);
  const dimensions = numberOrNull(body["dimensions"]) ?? model.dimensions;
  const isBase64 = body["encoding_format"] === "base64";
  const data = inputs.map((input, index) => {
    const vector = embed(wordsOf(input), dimensions);
    return { object: "embedding", index, embedding: isBase64 ? base64(vector) : Array.from(vector) };
  });
  const tokens = inputs.reduce((sum, input) => sum + (typeof input === "string" ? countTokens(input) : input.length), 0);
  const usage = model.behaviour.kind === "usage-none" ? {} : { usage: { prompt_tokens: tokens, total_tokens: tokens } };
  return jsonAnswer({ object: "list", data, model: model.snapshot, ...usage });
}

type Input = string | readonly number[];

function validate(body: Json, model: SimulatedModel): Refusal | null {
  const { input } = body;
  return firstRefusal([
    () => (input === undefined || input === null ? missing("input") : null),
    () =>
      Array.isArray(input)
        ? checkArray(input, "input", { min: 1, max: MAX_INPUTS })
        : typeof input === "string"
          ? null
          : wrongType("input", "one of a string or array", input),
    () => {
      const usable = inputsOf(input).every((one) =>
        typeof one === "string" ? one !== "" : Array.isArray(one) && one.length > 0 && one.every(Number.isInteger),
      );
      return usable
        ? null
        : invalid("'$.input' is invalid. Please check the API reference: https://platform.openai.com/docs/api-reference.");
    },
    () => checkOneOf(body["encoding_format"], "encoding_format", ["float", "base64"]),
    () => checkInteger(body, "dimensions", { min: 1, max: model.dimensions }),
  ]);
}

/** One text, one list of tokens, or a list of either. */
function inputsOf(input: unknown): readonly Input[] {
  if (typeof input === "string") return [input];
  if (!Array.isArray(input)) return [];
  return typeof input[0] === "number" ? [input] : input;
}

function wordsOf(input: Input): readonly string[] {
  return typeof input === "string" ? wordsIn(input) : input.map(String);
}

function base64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}
