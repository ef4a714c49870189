import { isObject } from "@sluice/definition/json";
import type { ChatRequest, ToolDefinition } from "../chat/chat-request.ts";
import type { GeminiFeatures } from "./model-features.ts";

/** How a JSON answer is asked for: by the provider's own means, or as the arguments of a function that the model has to call. */
export type AnswerFormat =
  | { readonly kind: "text" }
  | { readonly kind: "native"; readonly schema: Readonly<Record<string, unknown>> | null; readonly strict: boolean }
  | { readonly kind: "tool"; readonly tool: ToolDefinition };

/** The function that stands for the answer. The decoder knows it by this name and makes text of its arguments. */
export const ANSWER_TOOL = "sluice_json_answer";
/** Open objects come back empty from Gemini, so an answer without a schema is asked for as text in one argument. */
const ANSWER_FIELD = "sluice_json_text";

/** What `response_format` becomes. Before Gemini 3 a request with functions could not ask for JSON too: there a function gives the answer. */
export function planAnswerFormat({ responseFormat, tools, toolChoice }: ChatRequest, features: GeminiFeatures): AnswerFormat {
  if (responseFormat === null) return { kind: "text" };
  if (features.jsonBesideTools || tools.length === 0 || toolChoice?.mode === "none") {
    const isSchema = responseFormat.type === "json_schema";
    return { kind: "native", schema: isSchema ? responseFormat.schema : null, strict: isSchema && responseFormat.strict };
  }
  // The answer to a forced call is the call.
  if (toolChoice?.mode === "required" || toolChoice?.mode === "named") return { kind: "text" };
  if (toolChoice?.mode === "allowed" && toolChoice.required) return { kind: "text" };
  return { kind: "tool", tool: answerTool(responseFormat) };
}

/** The answer as JSON text, out of the function's arguments. */
export function answerText(args: unknown): string {
  if (isObject(args) && typeof args[ANSWER_FIELD] === "string") return args[ANSWER_FIELD];
  return JSON.stringify(args ?? {});
}

function answerTool(format: NonNullable<ChatRequest["responseFormat"]>): ToolDefinition {
  const rest = { name: ANSWER_TOOL, strict: false, cache: null };
  if (format.type === "json_schema")
    return { ...rest, description: format.description ?? "Gives the answer in the form that is asked for.", parameters: format.schema };
  const text = { type: "string", description: "The whole answer: the JSON object that the conversation asks for, as text." };
  return {
    ...rest,
    description: "Gives the answer as a JSON object.",
    parameters: { type: "object", properties: { [ANSWER_FIELD]: text }, required: [ANSWER_FIELD] },
  };
}
