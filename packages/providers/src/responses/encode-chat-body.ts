import type { Fields } from "@sluice/definition/json";
import type { Denial } from "@sluice/wire/denial";
import { DEEPEST_NESTING, nestsDeeperThan } from "../chat/nesting.ts";
import { Problems } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";
import type { ChatBody } from "../inbound-format.ts";
import { encodeInput } from "./encode-input.ts";
import { encodeToolChoice, encodeTools } from "./encode-tools.ts";

/** Fields with the same name and meaning in a chat. */
const SAME = [
  "temperature",
  "top_p",
  "parallel_tool_calls",
  "user",
  "safety_identifier",
  "service_tier",
  "prompt_cache_key",
  "prompt_cache_retention",
] as const;
/** Read below, repeated in the answer, or the gateway's own. */
const READ = new Set([
  ...SAME,
  "model",
  "stream",
  "stream_options",
  "input",
  "instructions",
  "tools",
  "tool_choice",
  "text",
  "reasoning",
  "max_output_tokens",
  "include",
  "metadata",
]);
/** What OpenAI keeps or runs on its own side; the words say what to do instead. */
const KEPT_AT_OPEN_AI = {
  previous_response_id: "responses are not kept for this model's provider: send the whole conversation as input",
  conversation: "conversations are not kept for this model's provider: send the whole conversation as input",
  prompt: "prompts are not kept for this model's provider: send instructions and input",
} as const;
/** Values that ask for nothing beyond what happens anyway. */
const IDLE: Readonly<Record<string, unknown>> = { store: false, truncation: "disabled", background: false, top_logprobs: 0 };

/** A request to the Responses API as a chat completion; a denial names the field at fault. */
export function encodeChatBody(given: Fields): ChatBody | Denial {
  const problems = new Problems();
  const reader = new FieldReader(given, "", problems);
  refuseKept(reader);
  if (nestsDeeperThan(given["input"], DEEPEST_NESTING))
    problems.invalid("input", `'input' is nested more than ${DEEPEST_NESTING} levels deep.`);
  if (problems.first) return problems.first;
  const instructions = reader.text("instructions");
  const system = instructions ? [{ role: "system", content: instructions }] : [];
  const body: Record<string, unknown> = { messages: [...system, ...encodeInput(reader)] };
  for (const name of SAME) if (reader.get(name) !== null) body[name] = reader.get(name);
  const most = reader.get("max_output_tokens");
  if (most !== null) body["max_completion_tokens"] = most;
  const tools = encodeTools(reader);
  if (tools.length > 0) Object.assign(body, { tools }, encodeToolChoice(reader));
  Object.assign(body, encodeText(reader), encodeReasoning(reader));
  return problems.first ?? { body, dropped: Object.keys(given).filter((name) => isDropped(name, given[name])) };
}

function isDropped(name: string, value: unknown): boolean {
  return value !== null && !READ.has(name) && !(Object.hasOwn(IDLE, name) && IDLE[name] === value);
}

function refuseKept(reader: FieldReader): void {
  for (const [name, advice] of Object.entries(KEPT_AT_OPEN_AI))
    if (reader.get(name) !== null) reader.problems.unsupported(name, `Unsupported parameter: '${name}': ${advice}.`);
  if (reader.flag("background") === true)
    reader.problems.unsupported("background", "Unsupported parameter: 'background': this model's provider answers at once. Use stream.");
  const logprobs = (reader.array("include") ?? []).includes("message.output_text.logprobs");
  if (logprobs || (reader.get("top_logprobs") !== null && reader.get("top_logprobs") !== 0)) {
    const name = logprobs ? "include" : "top_logprobs";
    reader.problems.unsupported(name, `Unsupported parameter: '${name}': this model's provider tells no log probabilities here.`);
  }
}

function encodeText(reader: FieldReader): Fields {
  const text = new FieldReader(reader.object("text") ?? {}, "text", reader.problems);
  const format = new FieldReader(text.object("format") ?? {}, "text.format", reader.problems);
  const type = format.oneOf("type", ["text", "json_object", "json_schema"]);
  const verbosity = text.text("verbosity");
  const said = verbosity === null || verbosity === "medium" ? {} : { verbosity };
  if (type === "json_object") return { ...said, response_format: { type } };
  if (type !== "json_schema") return said;
  if (format.object("schema") === null)
    reader.problems.invalid("text.format.schema", "Missing required parameter: 'text.format.schema'. Give the answer's JSON Schema.");
  const { type: _, ...schema } = text.object("format") ?? {};
  return { ...said, response_format: { type, json_schema: schema } };
}

/** Summaries of thoughts come where the provider tells any; how long they are to be is its own affair. */
function encodeReasoning(reader: FieldReader): Fields {
  const reasoning = new FieldReader(reader.object("reasoning") ?? {}, "reasoning", reader.problems);
  const effort = reasoning.text("effort");
  return effort === null ? {} : { reasoning_effort: effort };
}
