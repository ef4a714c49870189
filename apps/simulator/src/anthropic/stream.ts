import type { SseEvent, StreamAnswer } from "../http/answer.ts";
import { pieces } from "../mind/pieces.ts";
import { countTokens } from "../mind/tokens.ts";
import { paceOf } from "../pace.ts";
import type { World } from "../world.ts";
import { messageHead, usageOf } from "./message.ts";
import type { Block, Plan } from "./plan.ts";
import { OVERLOADED, refusalBody } from "./refusal.ts";
import { deltaUsage } from "./usage.ts";

/** What the API has counted when it has said nothing yet. */
const FIRST_OUTPUT_TOKENS = 1;

/** A message as server-sent events (https://platform.claude.com/docs/en/build-with-claude/streaming). */
export function streamMessage(plan: Plan, requestId: string, world: World): StreamAnswer {
  return {
    kind: "stream",
    events: events(plan, paceOf(plan.model.behaviour, world)),
    failure: () => [{ event: "error", data: JSON.stringify(refusalBody(OVERLOADED, requestId)) }],
  };
}

function event(type: string, rest: object): SseEvent {
  return { event: type, data: JSON.stringify({ type, ...rest }) };
}

function* events(plan: Plan, delayMs: number): Generator<SseEvent> {
  const { tally } = plan;
  const first = usageOf({ ...plan, tally: { ...tally, output: Math.min(FIRST_OUTPUT_TOKENS, tally.output), thinking: 0 } });
  yield event("message_start", { message: { ...messageHead(plan), ...first } });
  let output = 0;
  for (const [index, block] of plan.blocks.entries()) {
    yield event("content_block_start", { index, content_block: opened(block) });
    if (index === 0) yield event("ping", {});
    for (const delta of deltas(block)) {
      yield { ...event("content_block_delta", { index, delta }), delayMs };
      output = Math.min(output + countTokens(Object.values(delta)[1] ?? ""), tally.output);
      if (plan.model.behaviour.kind === "usage-every") yield ending(plan, { output, isLast: false });
    }
    yield event("content_block_stop", { index });
  }
  yield ending(plan, { output: tally.output, isLast: true });
  yield event("message_stop", {});
}

function ending(plan: Plan, { output, isLast }: { readonly output: number; readonly isLast: boolean }): SseEvent {
  const delta = { stop_reason: isLast ? plan.stopReason : null, stop_sequence: isLast ? plan.stopSequence : null };
  const silent = plan.model.behaviour.kind === "usage-none";
  return event("message_delta", { delta, ...(silent ? {} : { usage: deltaUsage({ ...plan.tally, output }) }) });
}

/** A block as it is announced: its kind, and nothing in it. */
function opened(block: Block): object {
  switch (block.type) {
    case "thinking":
      return { type: "thinking", thinking: "", signature: "" };
    case "text":
      return { type: "text", text: "" };
    case "tool_use":
      return { ...block, input: {} };
    default:
      return block;
  }
}

type Delta = Readonly<Record<string, string>>;

/** The second member of each is its text. */
function deltas(block: Block): readonly Delta[] {
  switch (block.type) {
    case "thinking":
      return [
        ...pieces(block.thinking).map((thinking) => ({ type: "thinking_delta", thinking })),
        { type: "signature_delta", signature: block.signature },
      ];
    case "text":
      return pieces(block.text).map((text) => ({ type: "text_delta", text }));
    case "tool_use":
      return ["", ...pieces(JSON.stringify(block.input))].map((json) => ({ type: "input_json_delta", partial_json: json }));
    default:
      return [];
  }
}
