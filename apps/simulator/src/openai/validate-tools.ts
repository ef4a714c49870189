import { isObject, type Json } from "../json.ts";
import { checkArray, checkBoolean, checkOneOf, checkString, eachRefusal, firstRefusal } from "./check.ts";
import { invalid, missing, type Refusal, wrongType } from "./refusal.ts";
import { strictSchemaFault } from "./strict-schema.ts";

/** OpenAI's limit. */
const MAX_TOOLS = 128;
const NAME = /^[a-zA-Z0-9_-]{1,64}$/;

/** Why a chat's `tools`, `tool_choice` and `parallel_tool_calls` cannot be served; null when they can. */
export function validateTools(body: Json): Refusal | null {
  const tools = body["tools"] ?? undefined;
  return firstRefusal([
    () => (tools === undefined ? null : checkArray(tools, "tools", { min: 1, max: MAX_TOOLS })),
    () => eachRefusal(Array.isArray(tools) ? tools : [], validateTool),
    () => validateToolChoice(body["tool_choice"], toolNames(tools)),
    () => checkBoolean(body, "parallel_tool_calls"),
    () => {
      const lonely = typeof body["parallel_tool_calls"] === "boolean" && tools === undefined;
      const message = "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.";
      return lonely ? invalid(message, "parallel_tool_calls") : null;
    },
  ]);
}

function validateTool(tool: unknown, index: number): Refusal | null {
  const at = `tools[${index}]`;
  if (!isObject(tool)) return wrongType(at, "an object", tool);
  const declared = tool["function"];
  return firstRefusal([
    () => (tool["type"] === undefined ? missing(`${at}.type`) : checkOneOf(tool["type"], `${at}.type`, ["function"])),
    () => (declared === undefined || declared === null ? missing(`${at}.function`) : null),
    () => (isObject(declared) ? validateFunction(declared, `${at}.function`) : wrongType(`${at}.function`, "an object", declared)),
  ]);
}

/** A function's declaration: the same in chat (under `function`) and in responses (beside `type`). */
export function validateFunction(declared: Json, at: string): Refusal | null {
  const { name, parameters } = declared;
  return firstRefusal([
    () => checkString(name, `${at}.name`),
    () =>
      NAME.test(String(name))
        ? null
        : invalid(
            `Invalid '${at}.name': string does not match pattern. Expected a string that matches the pattern '^[a-zA-Z0-9_-]+$'.`,
            `${at}.name`,
            "invalid_value",
          ),
    () =>
      parameters === undefined || parameters === null || isObject(parameters)
        ? null
        : wrongType(`${at}.parameters`, "an object", parameters),
    () => {
      const fault = isObject(parameters) ? schemaFault(parameters, declared["strict"] === true) : null;
      return fault
        ? invalid(`Invalid schema for function '${String(name)}': ${fault}`, `${at}.parameters`, "invalid_function_parameters")
        : null;
    },
  ]);
}

function schemaFault(parameters: Json, strict: boolean): string | null {
  const type = parameters["type"];
  if (type !== undefined && type !== "object") return `schema must be a JSON Schema of 'type: "object"', got 'type: "${String(type)}"'.`;
  return strict ? strictSchemaFault(parameters) : null;
}

function toolNames(tools: unknown): readonly string[] | null {
  if (!Array.isArray(tools)) return null;
  return tools.map((tool) => (isObject(tool) && isObject(tool["function"]) ? String(tool["function"]["name"]) : ""));
}

function validateToolChoice(choice: unknown, names: readonly string[] | null): Refusal | null {
  if (choice === undefined || choice === null) return null;
  const param = "tool_choice";
  if (typeof choice === "string") {
    return checkOneOf(choice, param, ["none", "auto", "required"]) ?? (names === null && choice !== "none" ? withoutTools() : null);
  }
  if (!isObject(choice)) return wrongType(param, "one of a string or object", choice);
  if (names === null) return withoutTools();
  if (choice["type"] === "allowed_tools") return isObject(choice["allowed_tools"]) ? null : missing("tool_choice.allowed_tools");
  const wanted = choice["function"];
  return firstRefusal([
    () =>
      choice["type"] === undefined
        ? missing("tool_choice.type")
        : checkOneOf(choice["type"], "tool_choice.type", ["function", "allowed_tools"]),
    () => (isObject(wanted) ? checkString(wanted["name"], "tool_choice.function.name") : missing("tool_choice.function")),
    () => {
      const name = isObject(wanted) ? String(wanted["name"]) : "";
      return names.includes(name) ? null : invalid(`Tool choice '${name}' not found in 'tools' parameter.`, param);
    },
  ]);
}

function withoutTools(): Refusal {
  return invalid("Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", "tool_choice");
}
