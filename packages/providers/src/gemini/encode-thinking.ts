import type { ChatRequest, ReasoningEffort } from "../chat/chat-request.ts";
import type { ThinkingConfig } from "./generate-content-body.ts";
import type { GeminiFeatures, ThinkingLevel } from "./model-features.ts";

/** As Google's own OpenAI-compatible door has it (https://ai.google.dev/gemini-api/docs/openai, Thinking). */
const BUDGETS: Readonly<Record<Exclude<ReasoningEffort, "none">, number>> = {
  minimal: 1_024,
  low: 1_024,
  medium: 8_192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
};
const LEVELS: Readonly<Record<Exclude<ReasoningEffort, "none">, ThinkingLevel>> = {
  minimal: "MINIMAL",
  low: "LOW",
  medium: "MEDIUM",
  high: "HIGH",
  xhigh: "HIGH",
  max: "HIGH",
};
/** The model decides how long. */
const DYNAMIC_BUDGET = -1;
/** Thoughts count against the limit that the client set: so much of it at most, because an answer is wanted too. */
const THINKING_SHARE = 0.8;

export interface EncodedThinking {
  readonly config: ThinkingConfig | null;
  readonly dropped: readonly string[];
}

/** `reasoning_effort`, or `thinking` as Anthropic's clients say it. Whoever asks for thoughts is shown them as `reasoning_content`. */
export function encodeThinking(request: ChatRequest, features: GeminiFeatures): EncodedThinking {
  const wish = wishOf(request);
  if (wish === null) return { config: null, dropped: [] };
  if (features.thinking === "none") return { config: null, dropped: wish === "none" ? [] : [nameOf(request)] };
  const config = features.thinking === "level" ? levelConfig(wish, features) : budgetConfig(wish, features, request.maxTokens);
  return { config, dropped: [] };
}

/** An effort, a number of tokens, or as the model sees fit. */
type ThinkingWish = ReasoningEffort | number | "dynamic";

function wishOf({ thinking, reasoningEffort }: ChatRequest): ThinkingWish | null {
  if (thinking === null) return reasoningEffort;
  if (thinking.type === "disabled") return "none";
  if (thinking.type === "enabled" && thinking.budgetTokens !== null) return thinking.budgetTokens;
  return reasoningEffort !== null && reasoningEffort !== "none" ? reasoningEffort : "dynamic";
}

function nameOf({ given }: ChatRequest): string {
  return ["thinking", "reasoning_effort", "reasoning"].find((name) => Object.hasOwn(given, name)) ?? "reasoning_effort";
}

/** Gemini 3 cannot stop thinking altogether: "none" is the least that it can do. */
function levelConfig(wish: ThinkingWish, { levels }: GeminiFeatures): ThinkingConfig {
  if (wish === "dynamic") return { includeThoughts: true };
  if (wish === "none") return { thinkingLevel: levels[0] ?? "LOW" };
  const wanted = LEVELS[typeof wish === "number" ? effortFor(wish) : wish];
  return { thinkingLevel: nearestLevel(wanted, levels), includeThoughts: true };
}

function effortFor(tokens: number): "low" | "medium" | "high" {
  if (tokens <= BUDGETS.low) return "low";
  return tokens <= BUDGETS.medium ? "medium" : "high";
}

const ORDER: readonly ThinkingLevel[] = ["MINIMAL", "LOW", "MEDIUM", "HIGH"];

/** The level itself or the next one above that the model knows. */
function nearestLevel(wanted: ThinkingLevel, levels: readonly ThinkingLevel[]): ThinkingLevel {
  return levels.find((level) => ORDER.indexOf(level) >= ORDER.indexOf(wanted)) ?? "HIGH";
}

function budgetConfig(wish: ThinkingWish, { budgets }: GeminiFeatures, maxTokens: number | null): ThinkingConfig {
  if (wish === "dynamic") return { thinkingBudget: DYNAMIC_BUDGET, includeThoughts: true };
  if (wish === "none" || wish === 0) return { thinkingBudget: budgets.off };
  const asked = typeof wish === "number" ? wish : BUDGETS[wish];
  const most = maxTokens === null ? budgets.most : Math.min(budgets.most, Math.floor(maxTokens * THINKING_SHARE));
  return { thinkingBudget: Math.max(budgets.least, Math.min(asked, most)), includeThoughts: true };
}
