import { type Fields, isObject } from "@sluice/definition/json";
import type { ResponseFormat, ToolChoice, ToolDefinition } from "./chat-request.ts";
import { DEEPEST_NESTING, nestsDeeperThan } from "./nesting.ts";
import { typeName } from "./problems.ts";
import { readCacheMarker } from "./read-content.ts";
import { FieldReader } from "./read-fields.ts";

/** `tools`, and `functions` of old clients. */
export function readTools(body: FieldReader): ToolDefinition[] {
  const tools: ToolDefinition[] = [];
  for (const [index, value] of (body.array("tools") ?? []).entries()) {
    const path = `tools.${index}`;
    const tool = new FieldReader(isObject(value) ? value : {}, path, body.problems);
    if (!isObject(value)) body.problems.invalid(path, `Invalid type for '${path}': expected a tool, but got ${typeName(value)}.`);
    else if (tool.get("type") !== "function")
      body.problems.unsupported(tool.param("type"), `Only function tools are supported here: '${tool.param("type")}' must be 'function'.`);
    else {
      const definition = readFunction(new FieldReader(tool.object("function") ?? {}, tool.param("function"), body.problems));
      const marker = readCacheMarker(tool.get("cache_control"));
      tools.push(marker ? { ...definition, cache: marker } : definition);
    }
  }
  for (const [index, value] of (body.array("functions") ?? []).entries())
    tools.push(readFunction(new FieldReader(isObject(value) ? value : {}, `functions.${index}`, body.problems)));
  const twice = tools.find((tool, index) => tools.findIndex((other) => other.name === tool.name) !== index);
  if (twice) body.problems.invalid("tools", `Two tools are called '${twice.name}': each needs a name of its own.`);
  return tools;
}

function readFunction(reader: FieldReader): ToolDefinition {
  return {
    name: reader.requiredText("name"),
    description: reader.text("description"),
    parameters: readSchema(reader, "parameters"),
    strict: reader.flag("strict") === true,
    cache: readCacheMarker(reader.get("cache_control")),
  };
}

function readSchema(reader: FieldReader, name: string): Fields | null {
  const schema = reader.object(name);
  if (!nestsDeeperThan(schema, DEEPEST_NESTING)) return schema;
  reader.problems.invalid(reader.param(name), `'${reader.param(name)}' is nested more than ${DEEPEST_NESTING} levels deep.`);
  return null;
}

/** `tool_choice` in all its forms, and `function_call` of old clients. Null when the client left it open. */
export function readToolChoice(body: FieldReader, tools: readonly ToolDefinition[]): ToolChoice | null {
  const legacy = body.get("tool_choice") === null && body.get("function_call") !== null;
  const param = legacy ? "function_call" : "tool_choice";
  const choice = parseChoice(body.get(param));
  if (choice === undefined) {
    body.problems.invalid(param, `Invalid value for '${param}': expected none, auto, required, or an object that names a function.`);
    return null;
  }
  if (choice === null) return null;
  if (tools.length === 0) {
    if (choice.mode === "auto" || choice.mode === "none") return null;
    body.problems.invalid(param, `Invalid value for '${param}': it is only allowed together with 'tools'.`);
    return null;
  }
  const missing = namesOf(choice).find((name) => !tools.some((tool) => tool.name === name));
  if (missing !== undefined) body.problems.invalid(param, `Invalid value for '${param}': there is no tool called '${missing}' in 'tools'.`);
  return choice;
}

function namesOf(choice: ToolChoice): readonly string[] {
  if (choice.mode === "named") return [choice.name];
  return choice.mode === "allowed" ? choice.names : [];
}

/** Undefined when the value is none of OpenAI's forms. */
function parseChoice(value: unknown): ToolChoice | null | undefined {
  if (value === null) return null;
  if (value === "none" || value === "auto" || value === "required") return { mode: value };
  if (value === "any") return { mode: "required" };
  if (!isObject(value)) return undefined;
  const { type, function: named, allowed_tools: nested } = value;
  if (type === "allowed_tools") return parseAllowed(isObject(nested) ? nested : value);
  const name = isObject(named) ? named["name"] : value["name"];
  return typeof name === "string" && name !== "" && (type === undefined || type === "function") ? { mode: "named", name } : undefined;
}

function parseAllowed(value: Fields): ToolChoice | undefined {
  const { mode, tools } = value;
  if (!Array.isArray(tools) || (mode !== undefined && mode !== "auto" && mode !== "required")) return undefined;
  const names = (tools as unknown[]).map((tool) => {
    const named = isObject(tool) ? (isObject(tool["function"]) ? tool["function"]["name"] : tool["name"]) : null;
    return typeof named === "string" ? named : null;
  });
  return names.length > 0 && names.every((name) => name !== null) ? { mode: "allowed", names, required: mode === "required" } : undefined;
}

/** Null for plain text. */
export function readResponseFormat(body: FieldReader): ResponseFormat | null {
  const format = body.object("response_format");
  if (format === null) return null;
  const reader = new FieldReader(format, "response_format", body.problems);
  const type = reader.oneOf("type", ["text", "json_object", "json_schema"]);
  if (type === "json_object") return { type };
  if (type !== "json_schema") {
    if (reader.get("type") === null) body.problems.invalid("response_format.type", "Missing required parameter: 'response_format.type'.");
    return null;
  }
  const inner = new FieldReader(reader.object("json_schema") ?? {}, "response_format.json_schema", body.problems);
  const schema = readSchema(inner, "schema");
  if (schema === null)
    body.problems.invalid(inner.param("schema"), `Missing required parameter: '${inner.param("schema")}'. Give the answer's JSON Schema.`);
  return {
    type,
    name: inner.text("name") ?? "answer",
    description: inner.text("description"),
    schema: schema ?? {},
    strict: inner.flag("strict") === true,
  };
}
