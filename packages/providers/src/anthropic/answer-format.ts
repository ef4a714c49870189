import type { ChatRequest, ToolDefinition } from "../chat/chat-request.ts";
import type { NormalisedSchema } from "../chat/json-schema-dialect.ts";
import { normaliseSchema } from "../chat/normalise-schema.ts";
import type { ClaudeFeatures } from "./model-features.ts";
import { STRICT_SCHEMA } from "./schema-dialects.ts";

/** How a JSON answer is asked for: by the provider's own means, or as the arguments of a tool that the model has to call. */
export type AnswerFormat =
  | { readonly kind: "text" }
  | { readonly kind: "native"; readonly schema: NormalisedSchema }
  | { readonly kind: "tool"; readonly tool: ToolDefinition; readonly enforced: boolean };

/** The tool that stands for the answer. The decoder knows it by this name and makes text of its arguments. */
export const ANSWER_TOOL = "sluice_json_answer";

const OPEN_OBJECT = { type: "object", additionalProperties: true };

/** What `response_format` becomes. A schema that structured outputs cannot express is asked for by a tool. */
export function planAnswerFormat({ responseFormat, toolChoice }: ChatRequest, features: ClaudeFeatures): AnswerFormat {
  // The answer to a forced call is the call.
  if (responseFormat === null || toolChoice?.mode === "required" || toolChoice?.mode === "named") return { kind: "text" };
  if (toolChoice?.mode === "allowed" && toolChoice.required) return { kind: "text" };
  if (responseFormat.type === "json_object") {
    const description =
      "Gives the answer. The arguments are the JSON object that the conversation asks for, with the members it asks for at the top level.";
    return { kind: "tool", tool: answerTool(description, OPEN_OBJECT), enforced: true };
  }
  const { schema, description } = responseFormat;
  if (features.structuredOutputs) {
    const normalised = normaliseSchema(schema, STRICT_SCHEMA, "response_format.json_schema.schema");
    if (!normalised.changed) return { kind: "native", schema: normalised };
  }
  return {
    kind: "tool",
    tool: answerTool(description ?? "Gives the answer in the form that is asked for.", schema),
    enforced: !responseFormat.strict,
  };
}

/** Text has to wait for the end of the answer when it may turn out to be a tool's arguments. */
export function mayAnswerByTool({ responseFormat }: ChatRequest, features: ClaudeFeatures): boolean {
  return responseFormat !== null && !(responseFormat.type === "json_schema" && features.structuredOutputs);
}

function answerTool(description: string, parameters: ToolDefinition["parameters"]): ToolDefinition {
  return { name: ANSWER_TOOL, description, parameters, strict: false, cache: null };
}
