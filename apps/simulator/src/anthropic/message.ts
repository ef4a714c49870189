import type { Plan } from "./plan.ts";
import { messageUsage } from "./usage.ts";

/** A message as `/v1/messages` answers it at once. */
export function messageResource(plan: Plan) {
  return { ...messageHead(plan), content: plan.blocks, stop_reason: plan.stopReason, stop_sequence: plan.stopSequence, ...usageOf(plan) };
}

/** What a stream says first of it. */
export function messageHead({ id, model }: Plan) {
  return {
    id,
    type: "message",
    role: "assistant",
    model: model.id,
    content: [] as readonly unknown[],
    stop_reason: null,
    stop_sequence: null,
  };
}

/** Nothing for the model that never reports usage. */
export function usageOf({ model, tally }: Plan) {
  return model.behaviour.kind === "usage-none" ? {} : { usage: messageUsage(tally) };
}
