import { type Answer, jsonAnswer } from "../http/answer.ts";
import { isObject, type Json, numberOrNull } from "../json.ts";
import { type Conversation, countPromptTokens, promptText, type Turn } from "../mind/conversation.ts";
import { digest } from "../mind/digest.ts";
import { limit, reasoningTokens } from "../mind/limit.ts";
import { think } from "../mind/think.ts";
import { paceOf } from "../pace.ts";
import type { World } from "../world.ts";
import { type Choice, type Tally, tokensOf } from "./chat-plan.ts";
import type { SimulatedModel } from "./models.ts";
import { invalid, type Refusal, refusalAnswer } from "./refusal.ts";
import { responseConversation, unpairedCalls } from "./response-conversation.ts";
import { outputItems, type ResponsePlan, responseResource } from "./response-resource.ts";
import { streamResponse } from "./response-stream.ts";
import { validateResponse } from "./validate-response.ts";

/** `POST /v1/responses` (https://platform.openai.com/docs/api-reference/responses/create). */
export function createResponse(body: Json, model: SimulatedModel, world: World): Answer {
  const refusal = validateResponse(body, model);
  if (refusal) return refusalAnswer(refusal);
  const before = turnsBefore(body["previous_response_id"], world);
  if (!Array.isArray(before)) return refusalAnswer(before as Refusal);
  const conversation = responseConversation(body, before);
  const unpaired = unpairedCalls(conversation.turns);
  if (unpaired) return refusalAnswer(unpaired);
  const plan = planResponse(body, model, { conversation, world });
  if (body["store"] !== false)
    world.responses.add(plan.id, { response: responseResource(plan), turns: [...conversation.turns.filter(isCarried), said(plan)] });
  return body["stream"] === true ? streamResponse(plan, paceOf(model.behaviour, world)) : jsonAnswer(responseResource(plan));
}

/** Instructions are of one request; OpenAI does not carry them over. */
function isCarried(turn: Turn): boolean {
  return turn.role !== "system";
}

function said({ choice }: ResponsePlan): Turn {
  return { role: "assistant", text: choice.text ?? "", calls: choice.calls };
}

function turnsBefore(id: unknown, world: World): readonly Turn[] | Refusal {
  if (typeof id !== "string") return [];
  const stored = world.responses.get(id);
  return stored?.turns ?? invalid(`Previous response with id '${id}' not found.`, "previous_response_id", "previous_response_not_found");
}

interface Setting {
  readonly conversation: Conversation;
  readonly world: World;
}

function planResponse(body: Json, model: SimulatedModel, { conversation, world }: Setting): ResponsePlan {
  const prompt = promptText(conversation);
  const seed = digest(`${model.id}\n${prompt}\n${JSON.stringify({ ...body, input: null })}`);
  const budget = numberOrNull(body["max_output_tokens"]);
  const effort = isObject(body["reasoning"]) ? body["reasoning"]["effort"] : undefined;
  const reasoning = model.reasons ? reasoningTokens(effort, budget) : 0;
  const choice = choose(conversation, model, { seed, maxTokens: budget === null ? null : budget - reasoning });
  const tally: Tally = {
    prompt: countPromptTokens(conversation),
    cached: world.promptCache.hit(model.id, prompt),
    completion: tokensOf(choice) + reasoning,
    reasoning,
  };
  const plan = { id: `resp_${seed}`, seed, createdAt: world.nowSeconds(), body, model, choice, tally };
  return { ...plan, output: outputItems(plan) };
}

function choose(
  conversation: Conversation,
  model: SimulatedModel,
  { seed, maxTokens }: { readonly seed: string; readonly maxTokens: number | null },
): Choice {
  const thought = think(conversation, model.behaviour);
  if (thought.kind === "text") return { ...limit(thought.text, { maxTokens, stops: [] }), calls: [] };
  return {
    text: null,
    calls: thought.calls.map((call, index) => ({ id: `call_${digest(`${seed}/${index}`)}`, ...call })),
    finish: "tool_calls",
  };
}

/** `GET /v1/responses/{id}`. */
export function getResponse(id: string, world: World): Answer {
  const stored = world.responses.get(id);
  return stored ? jsonAnswer(stored.response) : refusalAnswer(responseNotFound(id));
}

/** `DELETE /v1/responses/{id}`. */
export function deleteResponse(id: string, world: World): Answer {
  return world.responses.delete(id) ? jsonAnswer({ id, object: "response", deleted: true }) : refusalAnswer(responseNotFound(id));
}

function responseNotFound(id: string): Refusal {
  return { ...invalid(`Response with id '${id}' not found.`), status: 404 };
}
