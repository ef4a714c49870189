import { type Fields, isObject } from "@sluice/definition/json";
import type { ChatRequest } from "../chat/chat-request.ts";
import type { GenerateContentBody, ThinkingConfig } from "./generate-content-body.ts";

/** What OpenAI has no word for and Google's own OpenAI-compatible door takes as `extra_body.google`. */
export interface GoogleOptions {
  readonly thinking: ThinkingConfig | null;
  readonly fields: Pick<GenerateContentBody, "safetySettings" | "cachedContent">;
  /** Top-level parameters that are answered by this, so that they are not named as dropped. */
  readonly taken: ReadonlySet<string>;
}

/** `extra_body.google`, and `safety_settings` as LiteLLM's clients send it (https://ai.google.dev/gemini-api/docs/openai, extra_body). */
export function readGoogleOptions({ given }: ChatRequest): GoogleOptions {
  const { extra_body: extraBody, safety_settings: topLevel } = given;
  const google = isObject(extraBody) && isObject(extraBody["google"]) ? extraBody["google"] : {};
  const safetySettings = Array.isArray(topLevel) ? (topLevel as unknown[]) : google["safety_settings"];
  const cachedContent = google["cached_content"];
  return {
    thinking: isObject(google["thinking_config"]) ? readThinkingConfig(google["thinking_config"]) : null,
    fields: {
      ...(Array.isArray(safetySettings) && { safetySettings: (safetySettings as unknown[]).filter(isObject) }),
      ...(typeof cachedContent === "string" && { cachedContent }),
    },
    taken: new Set([
      ...(isObject(extraBody) && isObject(extraBody["google"]) ? ["extra_body"] : []),
      ...(Array.isArray(topLevel) ? ["safety_settings"] : []),
    ]),
  };
}

/** Both spellings: Google's JSON takes either. */
function readThinkingConfig(config: Fields): ThinkingConfig {
  const budget = config["thinking_budget"] ?? config["thinkingBudget"];
  const level = config["thinking_level"] ?? config["thinkingLevel"];
  const shown = config["include_thoughts"] ?? config["includeThoughts"];
  return {
    ...(typeof budget === "number" && { thinkingBudget: budget }),
    ...(typeof level === "string" && { thinkingLevel: level.toUpperCase() }),
    ...(typeof shown === "boolean" && { includeThoughts: shown }),
  };
}
