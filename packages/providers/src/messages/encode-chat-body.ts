import type { Fields } from "@sluice/definition/json";
import type { Denial } from "@sluice/wire/denial";
import { DEEPEST_NESTING, nestsDeeperThan } from "../chat/nesting.ts";
import { Problems } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";
import type { ChatBody } from "../inbound-format.ts";
import { encodeConversation } from "./encode-conversation.ts";
import { encodeToolChoice, encodeTools } from "./encode-tools.ts";

/** Fields with the same name and meaning in a chat. */
const SAME = ["temperature", "top_p", "top_k", "max_tokens", "thinking", "cache_control"] as const;
/** Read below, or the gateway's own. */
const READ = new Set([
  ...SAME,
  "model",
  "stream",
  "messages",
  "system",
  "tools",
  "tool_choice",
  "stop_sequences",
  "metadata",
  "service_tier",
  "output_config",
  "output_format",
]);
/** What runs at Anthropic itself: without it the caller would get another answer than was asked for. */
const ONLY_ANTHROPIC = ["mcp_servers", "container"] as const;

/** A request to Anthropic's Messages API as a chat completion; a denial names the field at fault. */
export function encodeChatBody(given: Fields): ChatBody | Denial {
  const problems = new Problems();
  const reader = new FieldReader(given, "", problems);
  refuseForeign(reader);
  if (nestsDeeperThan(given["messages"], DEEPEST_NESTING))
    problems.invalid("messages", `'messages' is nested more than ${DEEPEST_NESTING} levels deep.`);
  if (problems.first) return problems.first;
  const body: Record<string, unknown> = { messages: encodeConversation(reader) };
  for (const name of SAME) if (reader.get(name) !== null) body[name] = reader.get(name);
  const stops = reader.array("stop_sequences");
  if (stops !== null && stops.length > 0) body["stop"] = stops;
  const tools = encodeTools(reader);
  if (tools.length > 0) Object.assign(body, { tools }, encodeToolChoice(reader));
  Object.assign(body, encodeOutput(reader), encodeExtras(reader));
  return problems.first ?? { body, dropped: Object.keys(given).filter((name) => given[name] !== null && !READ.has(name)) };
}

function refuseForeign(reader: FieldReader): void {
  for (const name of ONLY_ANTHROPIC) {
    const value = reader.get(name);
    if (value === null || (Array.isArray(value) && value.length === 0)) continue;
    reader.problems.unsupported(name, `'${name}' needs a model of Anthropic's own API. Leave it out, or choose another model.`);
  }
}

/** `output_config` with its effort and format; `output_format` is the format's name of the beta. */
function encodeOutput(reader: FieldReader): Fields {
  const config = new FieldReader(reader.object("output_config") ?? {}, "output_config", reader.problems);
  const format = config.object("format") ?? reader.object("output_format");
  const effort = config.text("effort");
  return {
    ...(effort !== null && { reasoning_effort: effort }),
    ...(format?.["type"] === "json_schema" && {
      response_format: { type: "json_schema", json_schema: { name: "answer", schema: format["schema"], strict: true } },
    }),
  };
}

function encodeExtras(reader: FieldReader): Fields {
  const user = reader.object("metadata")?.["user_id"];
  const tier = reader.text("service_tier");
  return {
    ...(typeof user === "string" && user !== "" && { user }),
    ...(tier !== null && { service_tier: tier === "standard_only" ? "default" : tier }),
  };
}
