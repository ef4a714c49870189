import { encodeTools as encodeClaudeTools } from "../anthropic/encode-tools.ts";
import type { ToolBlock, ToolChoiceBlock } from "../anthropic/messages-body.ts";
import type { ChatRequest } from "../chat/chat-request.ts";
import type { NameRules, ToolNames } from "../chat/tool-names.ts";
import { type ConverseFormat, toolFeatures } from "./answer-format.ts";
import { cachePoint } from "./cache-points.ts";
import type { Block, ToolConfig } from "./converse-body.ts";
import type { BedrockFeatures } from "./model-features.ts";

export const TOOL_NAME_RULES: NameRules = { valid: /^[a-zA-Z0-9_-]{1,64}$/, longest: 64, forbidden: /[^a-zA-Z0-9_-]/g, prefix: "" };

export interface EncodedTools {
  readonly toolConfig: ToolConfig | null;
  /** As Claude would be told; null when the choice is open. */
  readonly choice: ToolChoiceBlock | null;
  /** What Converse has no word for and Claude does. */
  readonly toolChoiceField: Block | null;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

export interface EncodeToolsOptions {
  readonly names: ToolNames;
  readonly features: BedrockFeatures;
  readonly format: ConverseFormat;
}

/** Nothing may be called, but the conversation holds calls: they want their tools declared, which only Claude can be kept from calling. */
export function wantsToolsAsText(request: ChatRequest, features: BedrockFeatures, format: ConverseFormat): boolean {
  const mayCall = (request.tools.length > 0 && request.toolChoice?.mode !== "none") || format.kind === "tool";
  return !mayCall && features.claude === null && holdsCalls(request);
}

export function encodeTools(request: ChatRequest, { names, features, format }: EncodeToolsOptions): EncodedTools {
  const encoded = encodeClaudeTools(request, {
    names,
    features: toolFeatures(features),
    format: format.kind === "asked" ? { kind: "text" } : format,
  });
  const { choice, lost } = encoded;
  const dropped = [...encoded.dropped];
  if (request.parallelToolCalls === false && features.claude === null) dropped.push("parallel_tool_calls");
  const isUnused = choice?.type === "none" && (features.claude === null || !holdsCalls(request));
  if (encoded.tools.length === 0 || isUnused) return { toolConfig: null, choice: null, toolChoiceField: null, dropped, lost };
  const isAlone = choice?.type === "tool" && !features.namedTool;
  const tools = isAlone ? encoded.tools.filter(({ name }) => name === choice.name) : encoded.tools;
  const toolChoice = isAlone ? { any: {} } : toolChoiceOf(choice);
  const toolConfig = { tools: tools.flatMap((tool) => toolSpec(tool, features)), ...(toolChoice && { toolChoice }) };
  const toolChoiceField = features.claude === null || format.kind === "tool" ? null : claudeChoice(choice);
  return { toolConfig, choice, toolChoiceField, dropped, lost };
}

function holdsCalls({ messages }: ChatRequest): boolean {
  return messages.some((message) => message.role === "assistant" && message.toolCalls.length > 0);
}

function toolSpec({ name, description, input_schema: json, strict, cache_control: cache }: ToolBlock, features: BedrockFeatures): Block[] {
  const marker = cache === undefined ? null : { ttl: cache.ttl ?? null };
  const spec = { name, ...(description?.trim() && { description }), inputSchema: { json }, ...(strict && { strict }) };
  return [{ toolSpec: spec }, ...cachePoint(marker, features)];
}

/** `auto` is what happens anyway, and models that know no choice refuse to be given one. */
function toolChoiceOf(choice: ToolChoiceBlock | null): Block | null {
  if (choice?.type === "any") return { any: {} };
  return choice?.type === "tool" ? { tool: { name: choice.name } } : null;
}

/**
 * What goes beside `toolConfig` into Claude's own `tool_choice`. Bedrock joins the two, and refuses a type that is said twice
 * as it refuses one that is not said at all.
 */
function claudeChoice(choice: ToolChoiceBlock | null): Block | null {
  if (choice?.type === "none") return { type: "none" };
  if (!choice?.disable_parallel_tool_use) return null;
  return { ...(choice.type === "auto" && { type: "auto" }), disable_parallel_tool_use: true };
}
