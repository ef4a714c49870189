import type { BodyAnswer, StreamAnswer } from "../http/answer.ts";
import { jsonAnswer } from "../http/answer.ts";
import type { Json } from "../json.ts";
import type { World } from "../world.ts";
import { type ChatPlan, type Choice, planChat } from "./chat-plan.ts";
import { streamChat } from "./chat-stream.ts";
import { chatUsage, SYSTEM_FINGERPRINT } from "./chat-usage.ts";
import type { SimulatedModel } from "./models.ts";
import { type Refusal, refusalAnswer } from "./refusal.ts";
import { validateChat } from "./validate-chat.ts";

/** `POST /v1/chat/completions` (https://platform.openai.com/docs/api-reference/chat/create). */
export function chatCompletion(body: Json, model: SimulatedModel, world: World): BodyAnswer | StreamAnswer {
  const refusal: Refusal | null = validateChat(body, model);
  if (refusal) return refusalAnswer(refusal);
  const plan = planChat(body, model, world);
  return body["stream"] === true ? streamChat(plan, body["stream_options"], world) : jsonAnswer(completionResource(plan));
}

function completionResource({ id, created, model, choices, tally }: ChatPlan) {
  return {
    id,
    object: "chat.completion",
    created,
    model: model.snapshot,
    choices: choices.map(choiceResource),
    ...(model.behaviour.kind === "usage-none" ? {} : { usage: chatUsage(tally) }),
    service_tier: "default",
    system_fingerprint: SYSTEM_FINGERPRINT,
  };
}

function choiceResource({ text, calls, finish }: Choice, index: number) {
  const toolCalls = calls.map(({ id, name, arguments: args }) => ({ id, type: "function", function: { name, arguments: args } }));
  const message = {
    role: "assistant",
    content: text,
    refusal: null,
    annotations: [],
    ...(calls.length > 0 ? { tool_calls: toolCalls } : {}),
  };
  return { index, message, logprobs: null, finish_reason: finish };
}
