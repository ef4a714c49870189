import type { Denial } from "@sluice/wire/denial";
import { type AnswerFormat, planAnswerFormat } from "../anthropic/answer-format.ts";
import type { ClaudeFeatures } from "../anthropic/model-features.ts";
import type { ChatRequest } from "../chat/chat-request.ts";
import { unsupportedParameter } from "../chat/parameters.ts";
import type { Block } from "./converse-body.ts";
import type { BedrockFeatures } from "./model-features.ts";

/** `asked`: the model can be held to nothing, and is asked in words. */
export type ConverseFormat = AnswerFormat | { readonly kind: "asked"; readonly instruction: string };

/** What `response_format` becomes with this model; a denial where a strict schema would not be kept. */
export function planFormat(request: ChatRequest, features: BedrockFeatures): ConverseFormat | Denial {
  const planned = planAnswerFormat(request, toolFeatures(features));
  if (planned.kind !== "tool" || features.forcedTools) return planned;
  const format = request.responseFormat;
  if (format?.type === "json_schema" && format.strict)
    return unsupportedParameter("response_format", "this model cannot be held to this JSON schema");
  const schema = format?.type === "json_schema" ? ` that fits this JSON Schema: ${JSON.stringify(format.schema)}` : "";
  return { kind: "asked", instruction: `Answer with one JSON object${schema}. Write nothing before or after it, and no code fence.` };
}

/** The answer may come as a tool's arguments: text has to wait for the end. */
export function mayAnswerByTool(request: ChatRequest, features: BedrockFeatures): boolean {
  return request.responseFormat !== null && features.forcedTools && planAnswerFormat(request, toolFeatures(features)).kind === "tool";
}

/** `outputConfig`; the schema goes as a text. */
export function outputConfig(format: ConverseFormat, { responseFormat }: ChatRequest): Block | null {
  if (format.kind !== "native" || responseFormat?.type !== "json_schema") return null;
  const { name, description } = responseFormat;
  const jsonSchema = {
    schema: JSON.stringify(format.schema.schema),
    name: name.replace(/[^a-zA-Z0-9_-]/g, "_").slice(0, LONGEST_NAME) || "answer",
    ...(description && { description }),
  };
  return { textFormat: { type: "json_schema", structure: { jsonSchema } } };
}

/** OpenAI's own bound for a format's name. */
const LONGEST_NAME = 64;

/** Claude's features as far as tools and formats go, for any model. */
export function toolFeatures({ claude, structuredOutputs }: BedrockFeatures): ClaudeFeatures {
  return claude ?? { ...NO_CLAUDE, structuredOutputs };
}

const NO_CLAUDE: ClaudeFeatures = {
  thinking: "none",
  omitsThinking: false,
  sampling: "free",
  structuredOutputs: false,
  efforts: [],
  defaultMaxTokens: 8_192,
};
