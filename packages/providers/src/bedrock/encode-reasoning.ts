import type { ChatRequest, ReasoningEffort } from "../chat/chat-request.ts";
import type { Block } from "./converse-body.ts";
import type { BedrockFeatures } from "./model-features.ts";

export interface EncodedReasoning {
  /** For `additionalModelRequestFields`. */
  readonly fields: Block;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

type ThreeEfforts = "low" | "medium" | "high";

const THREE_EFFORTS: Readonly<Record<Exclude<ReasoningEffort, "none">, ThreeEfforts>> = {
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "high",
  max: "high",
};

/** `reasoning_effort` for models other than Claude: each publisher has its own word, and most have none. */
export function encodeReasoning(request: ChatRequest, { reasoning }: BedrockFeatures): EncodedReasoning {
  const { reasoningEffort: effort, given } = request;
  const dropped = ["thinking", "reasoning_effort", "reasoning"].filter((name) => Object.hasOwn(given, name));
  if (effort === null || reasoning === "none" || reasoning === "claude")
    return { fields: {}, dropped: asksForNothing(request) ? [] : dropped, lost: [] };
  const ignored = dropped.filter((name) => name === "thinking");
  if (reasoning === "effortObject")
    return { fields: { reasoning: { effort: effort === "minimal" ? "low" : effort } }, dropped: ignored, lost: [] };
  if (effort === "none") return { fields: {}, dropped: ignored, lost: [] };
  const wanted = THREE_EFFORTS[effort];
  if (reasoning === "effort") return { fields: { reasoning_effort: wanted }, dropped: ignored, lost: [] };
  return { ...novaReasoning(request, wanted), dropped: ignored };
}

function asksForNothing({ reasoningEffort, thinking }: ChatRequest): boolean {
  return (reasoningEffort === null || reasoningEffort === "none") && (thinking === null || thinking.type === "disabled");
}

/** Nova refuses its highest effort next to a limit or sampling (https://docs.aws.amazon.com/nova/latest/nova2-userguide/extended-thinking.html). */
function novaReasoning({ maxTokens, temperature, topP }: ChatRequest, wanted: ThreeEfforts): Omit<EncodedReasoning, "dropped"> {
  const isBounded = maxTokens !== null || temperature !== null || topP !== null;
  const effort = wanted === "high" && isBounded ? "medium" : wanted;
  return {
    fields: { reasoningConfig: { type: "enabled", maxReasoningEffort: effort } },
    lost: effort === wanted ? [] : ["reasoning_effort: high became medium, because the model takes no limit or sampling next to it"],
  };
}
