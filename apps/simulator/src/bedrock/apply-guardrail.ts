import { type BodyAnswer, jsonAnswer } from "../http/answer.ts";
import { isObject, type Json } from "../json.ts";
import { invalid, type Refusal } from "./refusal.ts";

interface Asked {
  readonly identifier: string;
  readonly version: string;
}

/** What the simulated guardrail listens for: crude, but the same each time. */
const FILTERS: Readonly<Record<string, RegExp>> = {
  VIOLENCE: /\b(?:kill|murder|bomb)\b/i,
  INSULTS: /\b(?:idiot|loser)\b/i,
  PROMPT_ATTACK: /\bignore (?:all )?previous instructions\b/i,
};
const TOPICS: Readonly<Record<string, RegExp>> = { "Investment advice": /\b(?:buy|sell) (?:these )?(?:shares|stocks)\b/i };
const WORDS = /\bmellon\b/gi;
const MAIL = /\b[\w.+-]+@[\w-]+\.[a-z]{2,}\b/gi;
const BLOCKED = "Sorry, the model cannot answer this question.";
const MOST_UNIT_CHARACTERS = 1_000;

/** `POST /guardrail/{id}/version/{version}/apply` (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ApplyGuardrail.html). */
export function applyGuardrail(body: Json, { identifier, version }: Asked): BodyAnswer | Refusal {
  if (!/^(?:DRAFT|[1-9]\d{0,7})$/.test(version)) return invalid("The guardrail version is not valid.");
  if (/^(?:missing|unknown)/.test(identifier))
    return { status: 404, exception: "ResourceNotFoundException", message: "The guardrail identifier or version does not exist." };
  const problem = problemOf(body);
  if (problem !== null) return invalid(problem);
  const text = textsOf(body["content"]).join("\n");
  const assessment = assess(text);
  const intervened = Object.keys(assessment).length > 0;
  const units = Math.max(1, Math.ceil(text.length / MOST_UNIT_CHARACTERS));
  return jsonAnswer({
    usage: { topicPolicyUnits: units, contentPolicyUnits: units, wordPolicyUnits: units, sensitiveInformationPolicyUnits: units },
    action: intervened ? "GUARDRAIL_INTERVENED" : "NONE",
    outputs: intervened ? [{ text: BLOCKED }] : [],
    assessments: intervened ? [assessment] : [{}],
  });
}

function problemOf({ source, content }: Json): string | null {
  if (source !== "INPUT" && source !== "OUTPUT")
    return "1 validation error detected: Value at 'source' failed to satisfy constraint: Member must satisfy enum value set: [INPUT, OUTPUT]";
  if (!Array.isArray(content) || content.length === 0)
    return "1 validation error detected: Value at 'content' failed to satisfy constraint: Member must not be empty";
  const wrong = content.some((block) => !isObject(block) || !isObject(block["text"]) || typeof block["text"]["text"] !== "string");
  return wrong ? "Every block of the content has a text or an image." : null;
}

function textsOf(content: unknown): readonly string[] {
  return Array.isArray(content)
    ? content.map((block) => (isObject(block) && isObject(block["text"]) ? String(block["text"]["text"]) : ""))
    : [];
}

function assess(text: string) {
  const hit = (table: Readonly<Record<string, RegExp>>) => Object.keys(table).filter((name) => table[name]?.test(text));
  const filters = hit(FILTERS).map((type) => ({ type, confidence: "HIGH", filterStrength: "HIGH", action: "BLOCKED", detected: true }));
  const topics = hit(TOPICS).map((name) => ({ name, type: "DENY", action: "BLOCKED", detected: true }));
  const customWords = (text.match(WORDS) ?? []).map((match) => ({ match, action: "BLOCKED", detected: true }));
  const piiEntities = (text.match(MAIL) ?? []).map((match) => ({ match, type: "EMAIL", action: "ANONYMIZED", detected: true }));
  return {
    ...(filters.length > 0 && { contentPolicy: { filters } }),
    ...(topics.length > 0 && { topicPolicy: { topics } }),
    ...(customWords.length > 0 && { wordPolicy: { customWords, managedWordLists: [] } }),
    ...(piiEntities.length > 0 && { sensitiveInformationPolicy: { piiEntities, regexes: [] } }),
  };
}
