import { isObject } from "../json.ts";
import type { Problem } from "./check-contents.ts";
import type { Gemini } from "./models.ts";

/** The model decides by itself. */
const DYNAMIC = -1;

/** What is wrong with `thinkingConfig` (https://ai.google.dev/gemini-api/docs/thinking). */
export function checkThinking(config: unknown, { thinking, levels, budget: range }: Gemini): Problem {
  if (!isObject(config)) return null;
  const { thinkingBudget: budget, thinkingLevel: level } = config;
  if (thinking === "none") return Object.keys(config).length > 0 ? "Thinking is not enabled for this model." : null;
  if (budget !== undefined && level !== undefined) return "You can only set only one of thinking budget and thinking level.";
  if (level !== undefined && thinking === "budget") return "Thinking level is not supported for this model.";
  if (typeof level === "string" && level !== "THINKING_LEVEL_UNSPECIFIED" && !levels.includes(level))
    return `Thinking level ${level} is not supported for this model. Please retry with other thinking level.`;
  if (typeof budget !== "number" || budget === DYNAMIC || (budget === 0 && range.canBeOff)) return null;
  if (budget >= range.least && budget <= range.most) return null;
  return budget === 0
    ? "Budget 0 is invalid. This model only works in thinking mode."
    : `The thinking budget ${budget} is invalid. Please choose a value between ${range.least} and ${range.most}.`;
}
