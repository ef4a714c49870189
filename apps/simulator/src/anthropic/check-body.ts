import { isObject, type Json, objectsIn } from "../json.ts";
import { checkInteger, checkKnown, checkNumber, checkOneOf, eachProblem, firstProblem, isRequired, type Problem } from "./check.ts";
import { checkBlock, checkCacheControl } from "./check-block.ts";
import { checkClosedSchema } from "./check-closed-schema.ts";
import { checkMessages, turnsOf } from "./check-messages.ts";
import { checkThinking } from "./check-thinking.ts";
import { checkTools } from "./check-tools.ts";
import type { Claude } from "./models.ts";

const FIELDS = [
  "model",
  "messages",
  "max_tokens",
  "system",
  "metadata",
  "stop_sequences",
  "stream",
  "temperature",
  "top_p",
  "top_k",
  "tools",
  "tool_choice",
  "thinking",
  "service_tier",
  "container",
  "context_management",
  "mcp_servers",
  "output_config",
  "output_format",
  "cache_control",
  "inference_geo",
  "speed",
];
const EFFORTS = ["low", "medium", "high", "xhigh", "max"];
/** Anthropic's limit of places where a prompt is cached. */
const MAX_CACHE_MARKS = 4;

/** What is wrong with a body of `/v1/messages`. */
export function checkMessageBody(body: Json, model: Claude): Problem {
  const { max_tokens: maxTokens, stream } = body;
  return firstProblem([
    () => checkCountableBody(body, model),
    () => (maxTokens === undefined || maxTokens === null ? isRequired("max_tokens") : checkInteger(body, "max_tokens", { min: 1 })),
    () =>
      typeof maxTokens === "number" && maxTokens > model.maxTokens
        ? `max_tokens: ${maxTokens} > ${model.maxTokens}, which is the maximum allowed number of output tokens for ${model.id}`
        : null,
    () => (stream === undefined || typeof stream === "boolean" ? null : "stream: Input should be a valid boolean"),
    () => checkSampling(body, model),
    () => checkStops(body["stop_sequences"]),
    () =>
      body["metadata"] === undefined
        ? null
        : isObject(body["metadata"])
          ? checkKnown(body["metadata"], ["user_id"], "metadata")
          : "metadata: Input should be an object",
    () => (body["service_tier"] === undefined ? null : checkOneOf(body["service_tier"], "service_tier", ["auto", "standard_only"])),
    () => checkThinking(body, model),
  ]);
}

/** What is wrong with a body, as far as counting its tokens is concerned. */
export function checkCountableBody(body: Json, model: Claude): Problem {
  return firstProblem([
    () => checkKnown(body, FIELDS),
    () => checkSystem(body["system"]),
    () => checkMessages(body["messages"]),
    () => (!model.prefill && turnsOf(body["messages"]).at(-1)?.role === "assistant" ? NO_PREFILL : null),
    () => checkTools(body),
    () => checkCacheControl(body["cache_control"], "cache_control"),
    () => checkMarks(body),
    () => checkOutput(body, model),
  ]);
}

const NO_PREFILL = "This model does not support assistant message prefill. The conversation must end with a user message.";

function checkSystem(system: unknown): Problem {
  if (system === undefined || system === null || typeof system === "string") return null;
  if (!Array.isArray(system)) return "system: Input should be a valid list";
  return eachProblem(system, (block, index) => checkBlock(block, ["text"], `system.${index}`));
}

function checkSampling(body: Json, { sampling }: Claude): Problem {
  const given = ["temperature", "top_p", "top_k"].filter((name) => body[name] !== undefined && body[name] !== null);
  if (sampling === "none" && given[0]) return `\`${given[0]}\` is deprecated for this model.`;
  if (sampling === "one" && given.includes("temperature") && given.includes("top_p"))
    return "`temperature` and `top_p` cannot both be specified for this model. Please use only one.";
  return firstProblem([
    () => checkNumber(body, "temperature", { min: 0, max: 1 }),
    () => checkNumber(body, "top_p", { min: 0, max: 1 }),
    () => checkInteger(body, "top_k", { min: 0 }),
  ]);
}

function checkStops(stops: unknown): Problem {
  if (stops === undefined || stops === null) return null;
  if (!Array.isArray(stops)) return "stop_sequences: Input should be a valid list";
  return eachProblem(stops, (stop, index) => {
    if (typeof stop !== "string") return `stop_sequences.${index}: Input should be a valid string`;
    return stop.trim() === "" ? "stop_sequences: each stop sequence must contain non-whitespace" : null;
  });
}

/** A JSON answer is asked for by `output_config.format`; `output_format` is its older name. */
function checkOutput(body: Json, { structuredOutputs, id }: Claude): Problem {
  const config = isObject(body["output_config"]) ? body["output_config"] : {};
  const format = config["format"] ?? body["output_format"];
  return firstProblem([
    () => checkKnown(config, ["effort", "format", "task_budget"], "output_config"),
    () =>
      config["effort"] === undefined || config["effort"] === null ? null : checkOneOf(config["effort"], "output_config.effort", EFFORTS),
    () => {
      if (format === undefined || format === null) return null;
      if (!structuredOutputs) return `'${id}' does not support output format.`;
      if (!isObject(format) || format["type"] !== "json_schema") return "output_config.format.type: Input should be 'json_schema'";
      return isObject(format["schema"])
        ? checkClosedSchema(format["schema"], "output_config.format.schema")
        : isRequired("output_config.format.schema");
    },
  ]);
}

function checkMarks(body: Json): Problem {
  const contents = [...objectsIn(body["messages"]).flatMap((message) => objectsIn(message["content"])), ...objectsIn(body["system"])];
  const marked = [body, ...objectsIn(body["tools"]), ...contents].filter((one) => isObject(one["cache_control"]));
  if (marked.length <= MAX_CACHE_MARKS) return null;
  return `A maximum of ${MAX_CACHE_MARKS} blocks with cache_control may be provided. Found ${marked.length}.`;
}
