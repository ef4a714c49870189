import type { SseEvent, StreamAnswer } from "../http/answer.ts";
import { pieces } from "../mind/pieces.ts";
import { paceOf } from "../pace.ts";
import type { World } from "../world.ts";
import { metadata } from "./converse.ts";
import { EVENT_STREAM, EXCEPTION } from "./event-stream.ts";
import type { Block, Plan } from "./plan.ts";

const FAILURE = {
  message: "The system encountered an unexpected error during processing. Try your request again.",
  originalStatusCode: 500,
};

/** An answer as AWS's event stream (https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_ConverseStream.html). */
export function converseStream(plan: Plan, world: World): StreamAnswer {
  return {
    kind: "stream",
    framing: EVENT_STREAM,
    events: events(plan, paceOf(plan.model.behaviour, world)),
    failure: () => [{ event: `${EXCEPTION}modelStreamErrorException`, data: JSON.stringify(FAILURE) }],
  };
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** Bedrock pads its events with `p`, so that their lengths tell no eavesdropper what is said. */
function event(name: string, rest: object): SseEvent {
  const body = JSON.stringify(rest);
  return { event: name, data: JSON.stringify({ ...rest, p: ALPHABET.slice(0, 1 + ((body.length * 7) % ALPHABET.length)) }) };
}

function* events(plan: Plan, delayMs: number): Generator<SseEvent> {
  yield event("messageStart", { role: "assistant" });
  for (const [contentBlockIndex, block] of plan.blocks.entries()) {
    // Only calls are announced: what begins with text or thoughts shows it by its first delta.
    if (block.kind === "call")
      yield event("contentBlockStart", { contentBlockIndex, start: { toolUse: { toolUseId: block.id, name: block.name } } });
    for (const delta of deltas(block)) yield { ...event("contentBlockDelta", { contentBlockIndex, delta }), delayMs };
    yield event("contentBlockStop", { contentBlockIndex });
  }
  yield event("messageStop", { stopReason: plan.stopReason });
  yield event("metadata", metadata(plan));
}

function deltas(block: Block): readonly object[] {
  switch (block.kind) {
    case "thoughts":
      return [...pieces(block.text).map((text) => ({ reasoningContent: { text } })), { reasoningContent: { signature: block.signature } }];
    case "text":
      return pieces(block.text).map((text) => ({ text }));
    case "call":
      return pieces(block.input).map((input) => ({ toolUse: { input } }));
  }
}
