import type { SseEvent, StreamAnswer } from "../http/answer.ts";
import { isObject } from "../json.ts";
import { pieces } from "../mind/pieces.ts";
import { countTokens } from "../mind/tokens.ts";
import { paceOf } from "../pace.ts";
import type { World } from "../world.ts";
import type { ChatPlan, Choice } from "./chat-plan.ts";
import { chatUsage, SYSTEM_FINGERPRINT } from "./chat-usage.ts";
import { SERVER_ERROR } from "./failures.ts";
import { refusalBody } from "./refusal.ts";

type Delta = Readonly<Record<string, unknown>>;

export const DONE: SseEvent = { data: "[DONE]" };

/** A chat as server-sent events: the role, word by word, the finish reason, the usage if asked for, `[DONE]`. */
export function streamChat(plan: ChatPlan, options: unknown, world: World): StreamAnswer {
  const includeUsage = isObject(options) && options["include_usage"] === true && plan.model.behaviour.kind !== "usage-none";
  return {
    kind: "stream",
    events: chunks(plan, { includeUsage, delayMs: paceOf(plan.model.behaviour, world) }),
    failure: () => [{ data: JSON.stringify(refusalBody(SERVER_ERROR)) }],
  };
}

interface ChunkOptions {
  readonly includeUsage: boolean;
  readonly delayMs: number;
}

function* chunks(plan: ChatPlan, { includeUsage, delayMs }: ChunkOptions): Generator<SseEvent> {
  const isContinuous = plan.model.behaviour.kind === "usage-every";
  let spoken = 0;
  const event = (choices: readonly unknown[], usage: unknown): SseEvent => ({
    data: JSON.stringify({ ...envelope(plan), choices, ...(usage === undefined ? {} : { usage }) }),
  });
  const usageNow = () =>
    isContinuous ? chatUsage({ ...plan.tally, completion: plan.tally.reasoning + spoken }) : includeUsage ? null : undefined;
  for (const [index] of plan.choices.entries()) {
    yield event(
      [
        {
          index,
          delta: { role: "assistant", content: plan.choices[index]?.calls.length ? null : "", refusal: null },
          logprobs: null,
          finish_reason: null,
        },
      ],
      usageNow(),
    );
  }
  for (const [index, delta] of interleaved(plan.choices)) {
    spoken = Math.min(spoken + costOf(delta), plan.tally.completion - plan.tally.reasoning);
    yield { ...event([{ index, delta, logprobs: null, finish_reason: null }], usageNow()), delayMs };
  }
  spoken = plan.tally.completion - plan.tally.reasoning;
  for (const [index, { finish }] of plan.choices.entries())
    yield event([{ index, delta: {}, logprobs: null, finish_reason: finish }], usageNow());
  if (includeUsage) yield event([], chatUsage(plan.tally));
  yield DONE;
}

function envelope({ id, created, model }: ChatPlan) {
  return {
    id,
    object: "chat.completion.chunk",
    created,
    model: model.snapshot,
    service_tier: "default",
    system_fingerprint: SYSTEM_FINGERPRINT,
  };
}

/** The choices' pieces in turns, as OpenAI sends them: 0, 1, 0, 1. */
function* interleaved(choices: readonly Choice[]): Generator<readonly [number, Delta]> {
  const deltas = choices.map((choice) => [...deltasOf(choice)]);
  const longest = Math.max(...deltas.map((list) => list.length));
  for (let step = 0; step < longest; step += 1) {
    for (const [index, list] of deltas.entries()) {
      const delta = list[step];
      if (delta) yield [index, delta];
    }
  }
}

function* deltasOf({ text, calls }: Choice): Generator<Delta> {
  for (const content of pieces(text ?? "")) yield { content };
  for (const [index, { id, name, arguments: args }] of calls.entries()) {
    yield { tool_calls: [{ index, id, type: "function", function: { name, arguments: "" } }] };
    for (const piece of pieces(args)) yield { tool_calls: [{ index, function: { arguments: piece } }] };
  }
}

/** A running count: rounding up each piece runs ahead of the final count, which it never passes. */
function costOf(delta: Delta): number {
  return typeof delta["content"] === "string" ? countTokens(delta["content"]) : 1;
}
