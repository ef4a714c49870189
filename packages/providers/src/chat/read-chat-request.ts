import { type Fields, isObject } from "@sluice/definition/json";
import { Denial } from "@sluice/wire/denial";
import type { ChatRequest, ReasoningEffort, ThinkingOption } from "./chat-request.ts";
import { Problems, typeName } from "./problems.ts";
import { readCacheMarker } from "./read-content.ts";
import { FieldReader } from "./read-fields.ts";
import { readMessages } from "./read-messages.ts";
import { readResponseFormat, readToolChoice, readTools } from "./read-tools.ts";

const EFFORTS: readonly ReasoningEffort[] = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];
/** More than any model can say; what is meant is "no limit". */
const MOST_TOKENS = 100_000_000;

/** A chat completion's body, parsed from JSON, as a request that adapters can translate; a denial names the field at fault. */
export function readChatRequest(body: unknown): ChatRequest | Denial {
  if (!isObject(body)) return new Denial("invalid_request", `The body must be a JSON object, but it is ${typeName(body)}.`);
  const problems = new Problems();
  const reader = new FieldReader(body, "", problems);
  const messages = readMessages(reader);
  const tools = readTools(reader);
  readStreamOptions(reader);
  const request: ChatRequest = {
    messages,
    tools,
    toolChoice: readToolChoice(reader, tools),
    parallelToolCalls: reader.flag("parallel_tool_calls"),
    responseFormat: readResponseFormat(reader),
    stop: readStop(reader),
    ...readSampling(reader),
    maxTokens: readMaxTokens(reader),
    reasoningEffort: readEffort(reader),
    thinking: readThinking(reader),
    serviceTier: reader.text("service_tier"),
    user: reader.text("user") ?? reader.text("safety_identifier"),
    cache: readCacheMarker(reader.get("cache_control")),
    given: withoutNulls(body),
  };
  return problems.first ?? request;
}

function readSampling(reader: FieldReader) {
  return {
    temperature: reader.number("temperature", 0, 2),
    topP: reader.number("top_p", 0, 1),
    topK: reader.integer("top_k", 0, MOST_TOKENS),
    seed: reader.integer("seed", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
    n: reader.integer("n", 1, 128) ?? 1,
    logprobs: reader.flag("logprobs") === true,
    topLogprobs: reader.integer("top_logprobs", 0, 20),
    presencePenalty: reader.number("presence_penalty", -2, 2),
    frequencyPenalty: reader.number("frequency_penalty", -2, 2),
  };
}

function readMaxTokens(reader: FieldReader): number | null {
  const old = reader.integer("max_tokens", 1, MOST_TOKENS);
  return reader.integer("max_completion_tokens", 1, MOST_TOKENS) ?? old;
}

function readStop(reader: FieldReader): string[] {
  const value = reader.get("stop");
  if (value === null || value === "") return [];
  if (typeof value === "string") return [value];
  if (Array.isArray(value) && value.every((stop) => typeof stop === "string")) return value.filter((stop) => stop !== "");
  reader.problems.invalid("stop", `Invalid type for 'stop': expected a string or an array of strings, but got ${typeName(value)}.`);
  return [];
}

/** `reasoning_effort`, or OpenRouter's `reasoning: {effort}`. */
function readEffort(reader: FieldReader): ReasoningEffort | null {
  const effort = reader.oneOf("reasoning_effort", EFFORTS);
  const nested = reader.get("reasoning");
  return effort ?? (isObject(nested) ? (EFFORTS.find((known) => known === nested["effort"]) ?? null) : null);
}

function readThinking(reader: FieldReader): ThinkingOption | null {
  const given = reader.object("thinking");
  if (given === null) return null;
  const thinking = new FieldReader(given, "thinking", reader.problems);
  const type = thinking.oneOf("type", ["enabled", "adaptive", "disabled"]);
  const budgetTokens = thinking.integer("budget_tokens", 0, MOST_TOKENS);
  if (type === null)
    reader.problems.invalid("thinking.type", "Missing required parameter: 'thinking.type'. Expected enabled, adaptive or disabled.");
  if (type === null) return null;
  return type === "enabled" ? { type, budgetTokens } : { type };
}

/** The gateway acts on these; here only their types are checked. */
function readStreamOptions(reader: FieldReader): void {
  reader.flag("stream");
  const options = reader.object("stream_options");
  if (options !== null) new FieldReader(options, "stream_options", reader.problems).flag("include_usage");
}

function withoutNulls(body: Fields): Fields {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null && value !== undefined));
}
