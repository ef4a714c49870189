import { isObject, type Json } from "../json.ts";
import { checkOneOf, firstProblem, type Problem } from "./check.ts";
import { turnsOf } from "./check-messages.ts";
import type { Claude } from "./models.ts";

/** Anthropic's smallest budget. */
const MIN_BUDGET = 1024;

/** What is wrong with `thinking`, and with what stands beside it (https://platform.claude.com/docs/en/build-with-claude/extended-thinking). */
export function checkThinking(body: Json, model: Claude): Problem {
  const { thinking } = body;
  if (thinking === undefined || thinking === null) return null;
  if (!isObject(thinking)) return "thinking: Input should be a valid dictionary or object to extract fields from";
  const { type } = thinking;
  if (type === "disabled") return null;
  return firstProblem([
    () => checkOneOf(type, "thinking.type", ["enabled", "disabled", "adaptive"]),
    () => checkKind(type === "adaptive" ? "adaptive" : "enabled", model),
    () => (type === "enabled" ? checkBudget(thinking["budget_tokens"], body["max_tokens"]) : null),
    () => checkBeside(body),
    () => (type === "enabled" ? checkLead(body) : null),
  ]);
}

function checkKind(kind: "enabled" | "adaptive", { thinking }: Claude): Problem {
  if (thinking.includes(kind)) return null;
  if (kind === "adaptive") return "adaptive thinking is not supported on this model";
  return thinking.length === 0
    ? "thinking: Extended thinking is not supported on this model"
    : '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.';
}

function checkBudget(budget: unknown, maxTokens: unknown): Problem {
  if (budget === undefined) return "thinking.enabled.budget_tokens: Field required";
  if (typeof budget !== "number" || !Number.isInteger(budget)) return "thinking.enabled.budget_tokens: Input should be a valid integer";
  if (budget < MIN_BUDGET) return `thinking.enabled.budget_tokens: Input should be greater than or equal to ${MIN_BUDGET}`;
  return typeof maxTokens === "number" && maxTokens <= budget
    ? "`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size"
    : null;
}

function checkBeside({ temperature, top_k: topK, top_p: topP, tool_choice: choice, messages }: Json): Problem {
  if (typeof temperature === "number" && temperature !== 1) return "`temperature` may only be set to 1 when thinking is enabled.";
  if (typeof topK === "number") return "`top_k` must be unset when thinking is enabled.";
  if (typeof topP === "number" && topP < 0.95) return "`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled.";
  if (isObject(choice) && (choice["type"] === "any" || choice["type"] === "tool"))
    return "Thinking may not be enabled when tool_choice forces tool use.";
  return turnsOf(messages).at(-1)?.role === "assistant"
    ? "Expected the conversation to end with a user message: an answer cannot be begun for the model when `thinking` is enabled."
    : null;
}

/** Calls that are being answered must come with the thoughts that led to them. */
function checkLead({ messages }: Json): Problem {
  const turns = turnsOf(messages);
  if (!turns.at(-1)?.blocks.some((block) => block["type"] === "tool_result")) return null;
  const lead = turns.at(-2)?.blocks[0]?.["type"];
  if (lead === "thinking" || lead === "redacted_thinking") return null;
  return `messages.${turns.length - 2}.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`${String(lead)}\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). To avoid this requirement, disable \`thinking\`.`;
}
