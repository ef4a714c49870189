import type { ChatRequest, ToolDefinition } from "../chat/chat-request.ts";
import { normaliseSchema } from "../chat/normalise-schema.ts";
import type { NameRules, ToolNames } from "../chat/tool-names.ts";
import { ANSWER_TOOL, type AnswerFormat } from "./answer-format.ts";
import { cacheControl } from "./encode-content.ts";
import type { ToolBlock, ToolChoiceBlock } from "./messages-body.ts";
import type { ClaudeFeatures } from "./model-features.ts";
import { STRICT_SCHEMA, TOOL_SCHEMA } from "./schema-dialects.ts";

export const TOOL_NAME_RULES: NameRules = { valid: /^[a-zA-Z0-9_-]{1,128}$/, longest: 128, forbidden: /[^a-zA-Z0-9_-]/g, prefix: "" };

/** Anthropic's limit for one request (structured outputs, complexity limits). */
const MOST_STRICT_TOOLS = 20;

export interface EncodedTools {
  readonly tools: ToolBlock[];
  readonly choice: ToolChoiceBlock | null;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

export interface EncodeToolsOptions {
  readonly names: ToolNames;
  readonly features: ClaudeFeatures;
  readonly format: AnswerFormat;
}

export function encodeTools(request: ChatRequest, { names, features, format }: EncodeToolsOptions): EncodedTools {
  const lost: string[] = [];
  const dropped: string[] = [];
  const allowed = allowedTools(request);
  const mayBeStrict = features.structuredOutputs && allowed.length <= MOST_STRICT_TOOLS;
  const tools = allowed.map((tool) => {
    const at = `tools.${request.tools.indexOf(tool)}.function`;
    const strict = tool.strict && mayBeStrict ? strictTool(tool, { names, lost, at }) : null;
    if (tool.strict && strict === null) dropped.push(`${at}.strict`);
    return strict ?? plainTool(tool, { names, lost, at });
  });
  const choice = format.kind === "tool" ? answerChoice(request) : encodeChoice(request, names);
  if (format.kind === "tool") tools.push(plainTool(format.tool, { names, lost, at: "response_format" }));
  if (tools.length === 0) tools.push(...toolsOfHistory(request, names));
  const isHistory = request.tools.length === 0 && format.kind !== "tool" && tools.length > 0;
  return { tools, choice: isHistory ? { type: "none" } : choice, dropped, lost };
}

interface ToolPlace {
  readonly names: ToolNames;
  readonly lost: string[];
  readonly at: string;
}

function plainTool(tool: ToolDefinition, { names, lost, at }: ToolPlace): ToolBlock {
  const normalised = normaliseSchema(tool.parameters ?? {}, TOOL_SCHEMA, `${at}.parameters`);
  lost.push(...normalised.lost);
  return block(tool, names, normalised.schema);
}

/** Null when the provider's strictness cannot express this schema: the tool then goes as an ordinary one. */
function strictTool(tool: ToolDefinition, { names, lost, at }: ToolPlace): ToolBlock | null {
  const normalised = normaliseSchema(tool.parameters ?? { type: "object", properties: {} }, STRICT_SCHEMA, `${at}.parameters`);
  if (normalised.changed) return null;
  lost.push(...normalised.lost);
  return { ...block(tool, names, normalised.schema), strict: true };
}

function block(tool: ToolDefinition, names: ToolNames, schema: ToolBlock["input_schema"]): ToolBlock {
  return {
    name: names.toProvider(tool.name),
    ...(tool.description && { description: tool.description }),
    input_schema: schema,
    ...cacheControl(tool.cache),
  };
}

function allowedTools({ tools, toolChoice }: ChatRequest): readonly ToolDefinition[] {
  return toolChoice?.mode === "allowed" ? tools.filter(({ name }) => toolChoice.names.includes(name)) : tools;
}

/** Calls in the conversation want their tools declared; what is no longer offered must not be called again. */
function toolsOfHistory({ messages }: ChatRequest, names: ToolNames): ToolBlock[] {
  const called = new Set(messages.flatMap((message) => (message.role === "assistant" ? message.toolCalls.map((call) => call.name) : [])));
  return [...called].map((name) => ({
    name: names.toProvider(name),
    description: "Was used earlier in this conversation.",
    input_schema: { type: "object" },
  }));
}

function encodeChoice({ tools, toolChoice, parallelToolCalls }: ChatRequest, names: ToolNames): ToolChoiceBlock | null {
  if (tools.length === 0) return null;
  const alone = parallelToolCalls === false ? { disable_parallel_tool_use: true as const } : {};
  switch (toolChoice?.mode) {
    case undefined:
      return parallelToolCalls === false ? { type: "auto", ...alone } : null;
    case "none":
      return { type: "none" };
    case "auto":
      return { type: "auto", ...alone };
    case "required":
      return { type: "any", ...alone };
    case "named":
      return { type: "tool", name: names.toProvider(toolChoice.name), ...alone };
    case "allowed":
      return { type: toolChoice.required ? "any" : "auto", ...alone };
  }
}

/** With tools of the client's at hand the model may call one of them first; otherwise it has to answer. */
function answerChoice({ tools, toolChoice, parallelToolCalls }: ChatRequest): ToolChoiceBlock {
  if (tools.length === 0 || toolChoice?.mode === "none") return { type: "tool", name: ANSWER_TOOL, disable_parallel_tool_use: true };
  return parallelToolCalls === false ? { type: "any", disable_parallel_tool_use: true } : { type: "any" };
}
