import type { Answer, BodyAnswer, SseEvent, StreamAnswer } from "../http/answer.ts";
import { isObject, type Json, objectsIn } from "../json.ts";
import { NO_DEPLOYMENT, RATE_LIMITED, refusalAnswer, WRONG_KEY } from "./refusal.ts";

const SAFE = { filtered: false, severity: "safe" };
/** What Azure's content filter says of everything here. */
const FILTERED = { hate: SAFE, self_harm: SAFE, sexual: SAFE, violence: SAFE };
const PROMPT_FILTERED = [{ prompt_index: 0, content_filter_results: { ...FILTERED, jailbreak: { filtered: false, detected: false } } }];

/** OpenAI's answer as Azure gives it: with its filter's results, and some refusals in words of its own. */
export function dress(answer: Answer): Answer {
  if (answer.kind === "stream") return { ...answer, events: dressedEvents(answer) };
  return answer.status === 200 ? dressedBody(answer) : dressedRefusal(answer);
}

function dressedRefusal(answer: BodyAnswer): BodyAnswer {
  if (answer.status === 401) return refusalAnswer(WRONG_KEY);
  if (answer.status === 404 && String(answer.body).includes('"model_not_found"')) return refusalAnswer(NO_DEPLOYMENT);
  // A spent quota is said in OpenAI's words here too: only what passes has Azure's.
  return answer.status === 429 && answer.headers?.["retry-after"] ? refusalAnswer(RATE_LIMITED, answer.headers) : answer;
}

function dressedBody(answer: BodyAnswer): BodyAnswer {
  const value = answer.contentType === "application/json" ? parsed(String(answer.body)) : null;
  if (value?.["object"] !== "chat.completion") return answer;
  const choices = objectsIn(value["choices"]).map((choice) => ({ content_filter_results: FILTERED, ...choice }));
  return { ...answer, body: JSON.stringify({ ...value, choices, prompt_filter_results: PROMPT_FILTERED }) };
}

/** A chat's stream begins with a chunk that has no choices: what the filter says of the prompt. */
function* dressedEvents({ events }: StreamAnswer): Generator<SseEvent> {
  let isFirst = true;
  for (const event of events) {
    const value = parsed(event.data);
    const isChat = value?.["object"] === "chat.completion.chunk";
    if (isFirst && isChat)
      yield { data: JSON.stringify({ choices: [], created: 0, id: "", model: "", object: "", prompt_filter_results: PROMPT_FILTERED }) };
    isFirst = false;
    if (!isChat) yield event;
    else {
      const choices = objectsIn(value["choices"]).map((choice) => ({ ...choice, content_filter_results: hasText(choice) ? FILTERED : {} }));
      yield { ...event, data: JSON.stringify({ ...value, choices }) };
    }
  }
}

function hasText({ delta }: Json): boolean {
  return isObject(delta) && typeof delta["content"] === "string" && delta["content"] !== "";
}

function parsed(text: string): Json | null {
  if (!text.startsWith("{")) return null;
  const value: unknown = JSON.parse(text);
  return isObject(value) ? value : null;
}
