import { isObject, type Json } from "../json.ts";
import type { Conversation, Format, ToolChoice, ToolSpec, Turn } from "../mind/conversation.ts";

/** A validated chat body as a conversation. */
export function chatConversation(body: Json): Conversation {
  return {
    turns: objects(body["messages"]).map(turnOf),
    tools: objects(body["tools"]).map((tool) => toolSpec(isObject(tool["function"]) ? tool["function"] : {})),
    toolChoice: toolChoice(body["tool_choice"]),
    parallelCalls: body["parallel_tool_calls"] !== false,
    format: formatOf(body["response_format"]),
  };
}

const objects = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isObject) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

function turnOf(message: Json): Turn {
  const parts = objects(message["content"]);
  const said =
    typeof message["content"] === "string" ? message["content"] : parts.map((part) => text(part["text"] ?? part["refusal"])).join("\n");
  const calls = objects(message["tool_calls"]).map((call) => {
    const called = isObject(call["function"]) ? call["function"] : {};
    return { id: text(call["id"]), name: text(called["name"]), arguments: text(called["arguments"]) };
  });
  return {
    role: roleOf(message["role"]),
    text: said,
    attachments: parts.filter((part) => part["type"] !== "text" && part["type"] !== "refusal").length,
    ...(calls.length > 0 ? { calls } : {}),
    ...(message["role"] === "tool" ? { callId: text(message["tool_call_id"]) } : {}),
  };
}

function roleOf(role: unknown): Turn["role"] {
  if (role === "user" || role === "assistant" || role === "tool") return role;
  return role === "function" ? "tool" : "system";
}

/** A function's declaration, chat's or responses'. */
export function toolSpec(declared: Json): ToolSpec {
  return { name: text(declared["name"]), description: text(declared["description"]), parameters: declared["parameters"] };
}

/** `tool_choice` in chat's shape (`{function: {name}}`) or that of responses (`{name}`). */
export function toolChoice(choice: unknown): ToolChoice {
  if (choice === "none" || choice === "required") return { mode: choice };
  if (!isObject(choice)) return { mode: "auto" };
  const allowed = isObject(choice["allowed_tools"]) ? choice["allowed_tools"] : choice;
  if (choice["type"] === "allowed_tools") return { mode: allowed["mode"] === "required" ? "required" : "auto" };
  const name = isObject(choice["function"]) ? choice["function"]["name"] : choice["name"];
  return { mode: "required", name: text(name) };
}

function formatOf(format: unknown): Format {
  if (!isObject(format)) return { kind: "text" };
  if (format["type"] === "json_object") return { kind: "json" };
  const named = format["json_schema"];
  return format["type"] === "json_schema" && isObject(named)
    ? { kind: "schema", schema: named["schema"] ?? { type: "object" } }
    : { kind: "text" };
}
