import type { ChatRequest, ToolDefinition } from "../chat/chat-request.ts";
import { normaliseSchema } from "../chat/normalise-schema.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import type { AnswerFormat } from "./answer-format.ts";
import type { FunctionCallingConfig, FunctionDeclaration } from "./generate-content-body.ts";
import type { GeminiFeatures } from "./model-features.ts";
import { TOOL_SCHEMA } from "./schema-dialects.ts";

export interface EncodedTools {
  readonly declarations: FunctionDeclaration[];
  readonly config: FunctionCallingConfig | null;
  readonly dropped: readonly string[];
  readonly lost: readonly string[];
}

export interface EncodeToolsOptions {
  readonly names: ToolNames;
  readonly features: GeminiFeatures;
  readonly format: AnswerFormat;
}

export function encodeTools(request: ChatRequest, { names, features, format }: EncodeToolsOptions): EncodedTools {
  const lost: string[] = [];
  const dropped: string[] = [];
  const declarations = offeredTools(request).map((tool) => {
    const at = `tools.${request.tools.indexOf(tool)}.function`;
    const schema = schemaOf(tool, `${at}.parameters`, lost);
    if (tool.strict && (schema.changed || !features.validatedCalls)) dropped.push(`${at}.strict`);
    return declare(tool, names, schema.parameters);
  });
  if (format.kind === "tool") declarations.push(declare(format.tool, names, schemaOf(format.tool, "response_format", lost).parameters));
  const isValidated = features.validatedCalls && request.tools.some(({ strict }) => strict);
  const config =
    declarations.length === 0 ? null : format.kind === "tool" ? { mode: "ANY" as const } : callingConfig(request, names, isValidated);
  return { declarations, config, dropped, lost };
}

interface ParameterSchema {
  /** Null when the function takes nothing: Google refuses an object without properties. */
  readonly parameters: Readonly<Record<string, unknown>> | null;
  readonly changed: boolean;
}

function schemaOf({ parameters }: ToolDefinition, at: string, lost: string[]): ParameterSchema {
  if (parameters === null) return { parameters, changed: false };
  const normalised = normaliseSchema(parameters, TOOL_SCHEMA, at);
  lost.push(...normalised.lost);
  const { properties, additionalProperties } = normalised.schema;
  const isEmpty = Object.keys(properties ?? {}).length === 0 && (additionalProperties === undefined || additionalProperties === false);
  return { parameters: isEmpty ? null : normalised.schema, changed: normalised.changed };
}

function declare({ name, description }: ToolDefinition, names: ToolNames, parameters: ParameterSchema["parameters"]): FunctionDeclaration {
  return {
    name: names.toProvider(name),
    ...(description && { description }),
    ...(parameters && { parametersJsonSchema: parameters }),
  };
}

/** `allowedFunctionNames` goes with forced calls only: where the model is free, it is offered no more than what it may call. */
function offeredTools({ tools, toolChoice }: ChatRequest): readonly ToolDefinition[] {
  return toolChoice?.mode === "allowed" && !toolChoice.required ? tools.filter(({ name }) => toolChoice.names.includes(name)) : tools;
}

/** Forced calls keep to their schema by themselves. */
function callingConfig({ toolChoice }: ChatRequest, names: ToolNames, isValidated: boolean): FunctionCallingConfig | null {
  switch (toolChoice?.mode) {
    case undefined:
      return isValidated ? { mode: "VALIDATED" } : null;
    case "none":
      return { mode: "NONE" };
    case "auto":
      return { mode: isValidated ? "VALIDATED" : "AUTO" };
    case "required":
      return { mode: "ANY" };
    case "named":
      return { mode: "ANY", allowedFunctionNames: [names.toProvider(toolChoice.name)] };
    case "allowed":
      if (toolChoice.required) return { mode: "ANY", allowedFunctionNames: toolChoice.names.map((name) => names.toProvider(name)) };
      return { mode: isValidated ? "VALIDATED" : "AUTO" };
  }
}
