import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { isObject, type Json } from "../json.ts";
import { digest } from "../mind/digest.ts";
import { eachRefusal, firstRefusal } from "./check.ts";
import type { SimulatedModel } from "./models.ts";
import { missing, type Refusal, refusalAnswer, wrongType, wrongValue } from "./refusal.ts";

/** The words that each category listens for: crude, but the same each time. */
const CATEGORIES: Readonly<Record<string, RegExp | null>> = {
  harassment: /\b(?:idiot|loser|shut up)\b/i,
  "harassment/threatening": /\b(?:i will|i'll) (?:hurt|kill|find) you\b/i,
  hate: /\bi hate (?:all|those) \w+/i,
  "hate/threatening": null,
  illicit: /\b(?:steal|forge|counterfeit)\b/i,
  "illicit/violent": /\b(?:bomb|explosive)s?\b/i,
  "self-harm": /\b(?:suicide|self-harm)\b/i,
  "self-harm/intent": null,
  "self-harm/instructions": null,
  sexual: /\b(?:porn|explicit sex)\b/i,
  "sexual/minors": null,
  violence: /\b(?:kill|murder|stab|attack)\b/i,
  "violence/graphic": /\b(?:gore|bloodbath)\b/i,
};

const FLAGGED_SCORE = 0.98;
const CALM_SCORE = 0.0001;

/** `POST /v1/moderations` (https://platform.openai.com/docs/api-reference/moderations/create). */
export function moderations(body: Json, model: SimulatedModel): BodyAnswer {
  const refusal = validate(body["input"]);
  if (refusal) return refusalAnswer(refusal);
  const results = textsOf(body["input"]).map(judge);
  return jsonAnswer({ id: `modr-${digest(JSON.stringify(body["input"]))}`, model: model.snapshot, results });
}

/** OpenAI takes a moderation without a model: it means the latest. */
export const DEFAULT_MODERATION_MODEL = "omni-moderation-latest";

function validate(input: unknown): Refusal | null {
  if (input === undefined || input === null) return missing("input");
  if (typeof input === "string") return null;
  if (!Array.isArray(input)) return wrongType("input", "one of a string or array", input);
  return eachRefusal(input, (one, index) => {
    if (typeof one === "string") return null;
    return firstRefusal([
      () => (isObject(one) ? null : wrongType(`input[${index}]`, "a string or an object", one)),
      () =>
        isObject(one) && ["text", "image_url"].includes(String(one["type"]))
          ? null
          : wrongValue(`input[${index}].type`, isObject(one) ? one["type"] : one, ["text", "image_url"]),
    ]);
  });
}

/** A list of texts gets a result each; a list of parts is one text. */
function textsOf(input: unknown): readonly string[] {
  if (typeof input === "string") return [input];
  if (!Array.isArray(input)) return [];
  if (input.every((one) => typeof one === "string")) return input;
  return [input.map((one) => (isObject(one) && typeof one["text"] === "string" ? one["text"] : "")).join("\n")];
}

function judge(text: string) {
  const names = Object.keys(CATEGORIES);
  const hits = new Set(names.filter((name) => CATEGORIES[name]?.test(text)));
  const table = <T>(value: (name: string) => T) => Object.fromEntries(names.map((name) => [name, value(name)]));
  return {
    flagged: hits.size > 0,
    categories: table((name) => hits.has(name)),
    category_scores: table((name) => (hits.has(name) ? FLAGGED_SCORE : CALM_SCORE)),
    category_applied_input_types: table(() => ["text"]),
  };
}
