import type { ChatRequest, ReasoningEffort } from "../chat/chat-request.ts";
import type { Block, MessagesBody, ToolChoiceBlock } from "./messages-body.ts";
import type { ClaudeFeatures } from "./model-features.ts";

/** Anthropic's smallest budget. */
const LEAST_BUDGET = 1_024;
/** Of a limit that the client set, so much at most goes into thinking: an answer is wanted too. */
const THINKING_SHARE = 0.8;
/** The budgets that LiteLLM and OpenRouter users know, give or take. */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, "none">, number>> = {
  minimal: LEAST_BUDGET,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 24_576,
  max: 31_999,
};

export interface ThinkingContext {
  readonly features: ClaudeFeatures;
  readonly maxTokens: number;
  readonly choice: ToolChoiceBlock | null;
  readonly messages: MessagesBody["messages"];
}

export interface EncodedThinking {
  readonly thinking: Readonly<Record<string, unknown>> | null;
  readonly effort: string | null;
  readonly dropped: readonly string[];
}

/**
 * `reasoning_effort`, or `thinking` as Anthropic's clients say it. It is dropped where Anthropic would refuse the whole
 * request for it: next to a forced tool, with a prefilled answer, with too small a limit, or when the thoughts that led to
 * the tool calls have been lost on the client's side.
 */
export function encodeThinking(request: ChatRequest, context: ThinkingContext): EncodedThinking {
  const { thinking: given, reasoningEffort } = request;
  const { features } = context;
  if (given?.type === "disabled") return { thinking: { type: "disabled" }, effort: null, dropped: [] };
  if (given === null && (reasoningEffort === null || reasoningEffort === "none")) return NOTHING;
  if (features.thinking === "none" || !allowsThinking(context)) return { ...NOTHING, dropped: [nameOf(request)] };
  if (features.thinking === "adaptive") {
    const thinking = { type: "adaptive", ...(features.omitsThinking && { display: "summarized" }) };
    return { thinking, effort: effortFor(reasoningEffort, features), dropped: [] };
  }
  const asked = given?.type === "enabled" && given.budgetTokens !== null ? given.budgetTokens : BUDGETS[budgetEffort(reasoningEffort)];
  const budget = Math.min(Math.max(asked, LEAST_BUDGET), Math.floor(context.maxTokens * THINKING_SHARE));
  if (budget < LEAST_BUDGET) return { ...NOTHING, dropped: [nameOf(request)] };
  return { thinking: { type: "enabled", budget_tokens: budget }, effort: null, dropped: [] };
}

const NOTHING: EncodedThinking = { thinking: null, effort: null, dropped: [] };

function nameOf({ given }: ChatRequest): string {
  return ["thinking", "reasoning_effort", "reasoning"].find((name) => Object.hasOwn(given, name)) ?? "reasoning_effort";
}

function budgetEffort(effort: ReasoningEffort | null): Exclude<ReasoningEffort, "none"> {
  return effort === null || effort === "none" ? "medium" : effort;
}

function effortFor(effort: ReasoningEffort | null, { efforts }: ClaudeFeatures): string | null {
  if (effort === null || effort === "none") return null;
  const wanted = effort === "minimal" ? "low" : effort;
  return efforts.includes(wanted) ? wanted : efforts.includes("high") ? "high" : null;
}

function allowsThinking({ choice, messages, features }: ThinkingContext): boolean {
  if (choice?.type === "any" || choice?.type === "tool") return false;
  const last = messages.at(-1);
  if (last?.role === "assistant") return false;
  // Models that think as they see fit do not insist on their earlier thoughts.
  if (features.thinking === "adaptive" || !blocksOf(last).some((block) => block.type === "tool_result")) return true;
  return blocksOf(messages.at(-2))[0]?.type.endsWith("thinking") === true;
}

function blocksOf(message: MessagesBody["messages"][number] | undefined): readonly Block[] {
  return message?.content ?? [];
}
