import { isObject, type Json } from "../json.ts";
import { checkBoolean, checkInteger, checkKnown, checkOneOf, checkString, eachRefusal, firstRefusal } from "./check.ts";
import type { SimulatedModel } from "./models.ts";
import { invalid, missing, type Refusal, unsupported, wrongType, wrongValue } from "./refusal.ts";
import { validateSampling, validateSchemaFormat } from "./validate-chat.ts";
import { validateFunction } from "./validate-tools.ts";

const KNOWN = new Set(
  "background context_management conversation include input instructions max_output_tokens max_tool_calls metadata model moderation parallel_tool_calls previous_response_id prompt prompt_cache_key prompt_cache_options prompt_cache_retention reasoning safety_identifier service_tier store stream stream_options temperature text tool_choice tools top_logprobs top_p truncation user".split(
    " ",
  ),
);
/** What this simulator has no answer for. */
const NOT_SIMULATED = ["background", "conversation", "prompt", "top_logprobs"];
/** Tools that OpenAI runs itself. They are taken, and never called: a model may always decide so. */
const HOSTED =
  /^(?:web_search|file_search|computer|code_interpreter|image_generation|mcp|local_shell|shell|custom|apply_patch|namespace|tool_search)/;
const ROLES = ["assistant", "system", "developer", "user"];
const ITEMS = ["message", "function_call", "function_call_output", "reasoning"];
const PARTS = ["input_text", "input_image", "input_file", "input_audio", "output_text", "refusal"];
/** OpenAI's own floor. */
const MIN_OUTPUT_TOKENS = 16;

/** Why a response cannot be made, in OpenAI's words; null when it can. */
export function validateResponse(body: Json, model: SimulatedModel): Refusal | null {
  return firstRefusal([
    () => checkKnown(body, KNOWN),
    () => validateInput(body),
    () => (body["instructions"] ? checkString(body["instructions"], "instructions") : null),
    () => validateSampling(body),
    () => checkInteger(body, "max_output_tokens", { min: MIN_OUTPUT_TOKENS }),
    () => checkBoolean(body, "stream"),
    () => checkBoolean(body, "store"),
    () => checkBoolean(body, "parallel_tool_calls"),
    () => validateTools(body),
    () => validateText(body["text"]),
    () => validateReasoning(body["reasoning"], model),
    () => eachRefusal(NOT_SIMULATED, (param) => (body[param] ? unsupported(param) : null)),
    () =>
      body["stream_options"] && body["stream"] !== true
        ? invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options")
        : null,
    () => (model.fixedSampling && typeof body["temperature"] === "number" ? unsupported("temperature") : null),
  ]);
}

function validateInput({ input, previous_response_id: previous }: Json): Refusal | null {
  if (previous !== undefined && previous !== null && typeof previous !== "string")
    return wrongType("previous_response_id", "a string", previous);
  if (input === undefined || input === null) return previous ? null : missing("input");
  if (typeof input === "string") return null;
  if (!Array.isArray(input)) return wrongType("input", "one of a string or array of input items", input);
  if (input.length === 0)
    return invalid(
      "One of 'input' or 'previous_response_id' or 'prompt' or 'conversation_id' must be provided.",
      "input",
      "missing_required_parameter",
    );
  return eachRefusal(input, (item, index) => validateItem(item, `input[${index}]`));
}

function validateItem(item: unknown, at: string): Refusal | null {
  if (!isObject(item)) return wrongType(at, "an object", item);
  const type = item["type"] ?? "message";
  switch (type) {
    case "message":
      return validateMessage(item, at);
    case "function_call":
      return eachRefusal(["call_id", "name", "arguments"], (field) => checkString(item[field], `${at}.${field}`));
    case "function_call_output":
      return firstRefusal([
        () => checkString(item["call_id"], `${at}.call_id`),
        () => (Array.isArray(item["output"]) ? null : checkString(item["output"], `${at}.output`)),
      ]);
    case "reasoning":
      return null;
    default:
      return wrongValue(`${at}.type`, type, ITEMS);
  }
}

function validateMessage({ role, content }: Json, at: string): Refusal | null {
  if (role === undefined) return missing(`${at}.role`);
  if (typeof role !== "string" || !ROLES.includes(role)) return wrongValue(`${at}.role`, role, ROLES);
  if (content === undefined || content === null) return missing(`${at}.content`);
  if (typeof content === "string") return null;
  if (!Array.isArray(content)) return wrongType(`${at}.content`, "one of a string or array of objects", content);
  return eachRefusal(content, (part, index) => {
    const place = `${at}.content[${index}]`;
    if (!isObject(part)) return wrongType(place, "an object", part);
    const type = String(part["type"]);
    if (!PARTS.includes(type)) return part["type"] === undefined ? missing(`${place}.type`) : wrongValue(`${place}.type`, type, PARTS);
    return type.endsWith("_text") ? checkString(part["text"], `${place}.text`) : null;
  });
}

function validateTools({ tools, tool_choice: choice }: Json): Refusal | null {
  if (tools !== undefined && tools !== null && !Array.isArray(tools)) return wrongType("tools", "an array of objects", tools);
  const list: readonly unknown[] = Array.isArray(tools) ? tools : [];
  const names = list.map((tool) => (isObject(tool) ? tool["name"] : undefined));
  return firstRefusal([
    () => eachRefusal(list, (tool, index) => validateTool(tool, `tools[${index}]`)),
    () => (typeof choice === "string" ? checkOneOf(choice, "tool_choice", ["none", "auto", "required"]) : null),
    () =>
      choice === "required" && list.length === 0
        ? invalid("Tool choice 'required' must be specified with 'tools' parameter.", "tool_choice")
        : null,
    () => {
      if (!isObject(choice) || choice["type"] !== "function" || names.includes(choice["name"])) return null;
      return invalid(`Tool choice 'function' not found in 'tools' parameter.`, "tool_choice");
    },
  ]);
}

function validateTool(tool: unknown, at: string): Refusal | null {
  if (!isObject(tool)) return wrongType(at, "an object", tool);
  const type = tool["type"];
  if (type === undefined) return missing(`${at}.type`);
  if (type === "function") return validateFunction(tool, at);
  return typeof type === "string" && HOSTED.test(type)
    ? null
    : wrongValue(`${at}.type`, type, ["function", "web_search", "file_search", "mcp", "code_interpreter"]);
}

function validateText(text: unknown): Refusal | null {
  if (text === undefined || text === null) return null;
  if (!isObject(text)) return wrongType("text", "an object", text);
  const { format } = text;
  if (format === undefined || format === null) return null;
  if (!isObject(format)) return wrongType("text.format", "an object", format);
  return (
    checkOneOf(format["type"] ?? "", "text.format.type", ["text", "json_object", "json_schema"]) ??
    (format["type"] === "json_schema" ? validateSchemaFormat(format, "text.format") : null)
  );
}

function validateReasoning(reasoning: unknown, model: SimulatedModel): Refusal | null {
  if (reasoning === undefined || reasoning === null) return null;
  if (!isObject(reasoning)) return wrongType("reasoning", "an object", reasoning);
  const effort = reasoning["effort"];
  if (effort && !model.reasons && model.ownedBy !== "simulator") return unsupported("reasoning.effort");
  return checkOneOf(effort, "reasoning.effort", ["none", "minimal", "low", "medium", "high", "xhigh"]);
}
