import { isObject, type Json } from "../json.ts";
import {
  checkArray,
  checkBoolean,
  checkDecimal,
  checkInteger,
  checkKnown,
  checkOneOf,
  checkString,
  eachRefusal,
  firstRefusal,
} from "./check.ts";
import type { SimulatedModel } from "./models.ts";
import { invalid, missing, type Refusal, unsupported, wrongType } from "./refusal.ts";
import { strictSchemaFault } from "./strict-schema.ts";
import { validateMessages } from "./validate-messages.ts";
import { validateTools } from "./validate-tools.ts";

const KNOWN = new Set(
  "messages model audio frequency_penalty function_call functions logit_bias logprobs max_completion_tokens max_tokens metadata modalities moderation n parallel_tool_calls prediction presence_penalty prompt_cache_key prompt_cache_options prompt_cache_retention reasoning_effort response_format safety_identifier seed service_tier stop store stream stream_options temperature tool_choice tools top_logprobs top_p user verbosity web_search_options".split(
    " ",
  ),
);
const EFFORTS = ["none", "minimal", "low", "medium", "high", "xhigh"];
/** What this simulator has no answer for. It says so, rather than leave it out quietly. */
const NOT_SIMULATED = ["logprobs", "top_logprobs", "functions", "function_call", "audio", "web_search_options"];
const FIXED_SAMPLING = ["temperature", "top_p", "presence_penalty", "frequency_penalty"];
const MAX_STOPS = 4;

/** Why a chat completion cannot be served, in OpenAI's words; null when it can. */
export function validateChat(body: Json, model: SimulatedModel): Refusal | null {
  return firstRefusal([
    () => checkKnown(body, KNOWN),
    () => validateMessages(body["messages"]),
    () => validateSampling(body),
    () => validateLimits(body, model),
    () => validateStop(body["stop"]),
    () => validateStream(body),
    () => validateTools(body),
    () => validateFormat(body),
    () => eachRefusal(NOT_SIMULATED, (param) => (body[param] ? unsupported(param) : null)),
    () => validateModalities(body["modalities"]),
    () => checkOneOf(body["reasoning_effort"], "reasoning_effort", EFFORTS),
    () => (body["reasoning_effort"] && !model.reasons && model.ownedBy !== "simulator" ? unsupported("reasoning_effort") : null),
  ]);
}

/** Numbers that chat, completions and responses share. */
export function validateSampling(body: Json): Refusal | null {
  return firstRefusal([
    () => checkDecimal(body, "temperature", { min: 0, max: 2 }),
    () => checkDecimal(body, "top_p", { min: 0, max: 1 }),
    () => checkDecimal(body, "presence_penalty", { min: -2, max: 2 }),
    () => checkDecimal(body, "frequency_penalty", { min: -2, max: 2 }),
    () => checkInteger(body, "seed", {}),
    () => checkInteger(body, "n", { min: 1, max: 128 }),
    () => checkInteger(body, "top_logprobs", { min: 0, max: 20 }),
  ]);
}

function validateLimits(body: Json, model: SimulatedModel): Refusal | null {
  return firstRefusal([
    () => checkInteger(body, "max_tokens", { min: 1 }),
    () => checkInteger(body, "max_completion_tokens", { min: 1 }),
    () => {
      const both = typeof body["max_tokens"] === "number" && typeof body["max_completion_tokens"] === "number";
      return both
        ? invalid(
            "Setting 'max_tokens' and 'max_completion_tokens' at the same time is not supported.",
            "max_tokens",
            "invalid_parameter_combination",
          )
        : null;
    },
    () => (model.fixedSampling ? validateFixedSampling(body) : null),
  ]);
}

function validateFixedSampling(body: Json): Refusal | null {
  if (typeof body["max_tokens"] === "number") {
    return invalid(
      "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      "max_tokens",
      "unsupported_parameter",
    );
  }
  return eachRefusal(FIXED_SAMPLING, (param) => {
    const value = body[param];
    const usual = param.endsWith("penalty") ? 0 : 1;
    if (typeof value !== "number" || value === usual) return null;
    const message = `Unsupported value: '${param}' does not support ${value} with this model. Only the default (${usual}) value is supported.`;
    return invalid(message, param, "unsupported_value");
  });
}

export function validateStop(stop: unknown): Refusal | null {
  if (stop === undefined || stop === null || typeof stop === "string") return null;
  if (!Array.isArray(stop)) return wrongType("stop", "one of a string or array of strings", stop);
  return checkArray(stop, "stop", { max: MAX_STOPS }) ?? eachRefusal(stop, (one, index) => checkString(one, `stop[${index}]`));
}

/** `stream` is a boolean, and `stream_options` come only with it. */
export function validateStream(body: Json): Refusal | null {
  const options = body["stream_options"];
  return firstRefusal([
    () => checkBoolean(body, "stream"),
    () => {
      if (options === undefined || options === null) return null;
      if (body["stream"] !== true)
        return invalid("The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options");
      if (!isObject(options)) return wrongType("stream_options", "an object", options);
      const include = options["include_usage"];
      return include === undefined || typeof include === "boolean" ? null : wrongType("stream_options.include_usage", "a boolean", include);
    },
  ]);
}

function validateFormat({ response_format: format, messages }: Json): Refusal | null {
  if (format === undefined || format === null) return null;
  if (!isObject(format)) return wrongType("response_format", "an object", format);
  if (format["type"] === undefined) return missing("response_format.type");
  const wrong = checkOneOf(format["type"], "response_format.type", ["json_object", "json_schema", "text"]);
  if (wrong) return wrong;
  if (format["type"] === "json_object" && !/json/i.test(JSON.stringify(messages))) {
    return invalid("'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'.", "messages");
  }
  return format["type"] === "json_schema" ? validateSchemaFormat(format["json_schema"], "response_format.json_schema") : null;
}

/** A named schema: under `response_format.json_schema` in chat, under `text.format` in responses. */
export function validateSchemaFormat(named: unknown, at: string): Refusal | null {
  if (named === undefined || named === null) return missing(at);
  if (!isObject(named)) return wrongType(at, "an object", named);
  const { name, schema } = named;
  return firstRefusal([
    () => checkString(name, `${at}.name`),
    () => (schema === undefined || isObject(schema) ? null : wrongType(`${at}.schema`, "an object", schema)),
    () => (schema === undefined && at === "text.format" ? missing(`${at}.schema`) : null),
    () => {
      const param = at.split(".json_schema")[0] ?? at;
      const fault = named["strict"] === true ? strictSchemaFault(schema) : null;
      return fault ? invalid(`Invalid schema for response_format '${String(name)}': ${fault}`, param) : null;
    },
  ]);
}

function validateModalities(modalities: unknown): Refusal | null {
  if (modalities === undefined || modalities === null) return null;
  if (!Array.isArray(modalities)) return wrongType("modalities", "an array of strings", modalities);
  return eachRefusal(modalities, (one, index) => checkOneOf(one, `modalities[${index}]`, ["text"]));
}
