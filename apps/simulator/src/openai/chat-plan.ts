import { type Json, numberOrNull } from "../json.ts";
import { type Conversation, countCallTokens, countPromptTokens, promptText, type ToolCall } from "../mind/conversation.ts";
import { digest } from "../mind/digest.ts";
import { limit, reasoningTokens } from "../mind/limit.ts";
import { think } from "../mind/think.ts";
import { countTokens } from "../mind/tokens.ts";
import type { World } from "../world.ts";
import { chatConversation } from "./chat-conversation.ts";
import type { SimulatedModel } from "./models.ts";

export interface Choice {
  readonly text: string | null;
  readonly calls: readonly ToolCall[];
  readonly finish: "stop" | "length" | "tool_calls";
}

export interface Tally {
  readonly prompt: number;
  readonly cached: number;
  readonly completion: number;
  readonly reasoning: number;
}

/** A chat's answer, decided in full before a byte is written: streamed and not, it is the same. */
export interface ChatPlan {
  readonly id: string;
  readonly created: number;
  readonly model: SimulatedModel;
  readonly choices: readonly Choice[];
  readonly tally: Tally;
}

/** Decides the answer to a validated chat body. */
export function planChat(body: Json, model: SimulatedModel, world: World): ChatPlan {
  const conversation = chatConversation(body);
  const isFast = model.behaviour.kind === "fast";
  const prompt = isFast ? "" : promptText(conversation);
  const id = isFast ? "fast" : digest(`${model.id}\n${prompt}\n${JSON.stringify({ ...body, messages: null })}`);
  const budget = numberOrNull(body["max_completion_tokens"]);
  const reasoning = model.reasons ? reasoningTokens(body["reasoning_effort"], budget) : 0;
  const limits = { maxTokens: budget === null ? numberOrNull(body["max_tokens"]) : budget - reasoning, stops: stopsOf(body["stop"]) };
  const choices = Array.from({ length: numberOrNull(body["n"]) ?? 1 }, (_, variant) =>
    choose(conversation, model, { variant, id, limits }),
  );
  const spoken = choices.reduce((sum, choice) => sum + tokensOf(choice), 0);
  const cached = isFast ? 0 : world.promptCache.hit(model.id, prompt);
  return {
    id: `chatcmpl-${id}`,
    created: world.nowSeconds(),
    model,
    choices,
    tally: {
      prompt: countPromptTokens(conversation),
      cached,
      completion: spoken + reasoning * choices.length,
      reasoning: reasoning * choices.length,
    },
  };
}

interface Circumstances {
  readonly variant: number;
  readonly id: string;
  readonly limits: Parameters<typeof limit>[1];
}

function choose(conversation: Conversation, model: SimulatedModel, { variant, id, limits }: Circumstances): Choice {
  const thought = think(conversation, model.behaviour, variant);
  if (thought.kind === "text") {
    const { text, finish } = limit(thought.text, limits);
    return { text, finish, calls: [] };
  }
  const calls = thought.calls.map((call, index) => ({ id: `call_${digest(`${id}/${variant}/${index}`)}`, ...call }));
  return { text: null, calls, finish: "tool_calls" };
}

export function tokensOf({ text, calls }: Pick<Choice, "text" | "calls">): number {
  return countTokens(text ?? "") + countCallTokens(calls);
}

export function stopsOf(stop: unknown): readonly string[] {
  return typeof stop === "string" ? [stop] : Array.isArray(stop) ? stop.filter((one) => typeof one === "string") : [];
}
