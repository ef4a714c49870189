import { isObject, type Json } from "../json.ts";
import type { Conversation, Format, Turn } from "../mind/conversation.ts";
import { toolChoice, toolSpec } from "./chat-conversation.ts";
import { invalid, type Refusal } from "./refusal.ts";

/** A validated responses body, with the turns that it continues, as a conversation. */
export function responseConversation(body: Json, before: readonly Turn[]): Conversation {
  const tools = Array.isArray(body["tools"]) ? body["tools"].filter(isObject).filter((tool) => tool["type"] === "function") : [];
  const instructions = text(body["instructions"]);
  return {
    turns: [...(instructions ? [{ role: "system", text: instructions } as const] : []), ...before, ...inputTurns(body["input"])],
    tools: tools.map(toolSpec),
    toolChoice: toolChoice(body["tool_choice"]),
    parallelCalls: body["parallel_tool_calls"] !== false,
    format: formatOf(body["text"]),
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function inputTurns(input: unknown): readonly Turn[] {
  if (typeof input === "string") return [{ role: "user", text: input }];
  return Array.isArray(input) ? input.filter(isObject).reduce(withItem, []) : [];
}

function withItem(turns: readonly Turn[], item: Json): readonly Turn[] {
  switch (item["type"] ?? "message") {
    case "function_call":
      return withCall(turns, item);
    case "function_call_output":
      return [...turns, { role: "tool", text: plain(item["output"]), callId: text(item["call_id"]) }];
    case "message":
      return [...turns, messageTurn(item)];
    default:
      return turns;
  }
}

/** Calls that stand together were made in one breath: one turn, so that rounds can be counted. */
function withCall(turns: readonly Turn[], item: Json): readonly Turn[] {
  const call = { id: text(item["call_id"]), name: text(item["name"]), arguments: text(item["arguments"]) };
  const last = turns.at(-1);
  if (last?.role !== "assistant") return [...turns, { role: "assistant", text: "", calls: [call] }];
  return [...turns.slice(0, -1), { ...last, calls: [...(last.calls ?? []), call] }];
}

function messageTurn({ role, content }: Json): Turn {
  const parts: readonly unknown[] = Array.isArray(content) ? content : [];
  const attachments = parts.filter((part) => isObject(part) && /^input_(?:image|file|audio)$/.test(text(part["type"]))).length;
  return { role: role === "user" || role === "assistant" ? role : "system", text: plain(content), attachments };
}

function plain(content: unknown): string {
  if (!Array.isArray(content)) return text(content);
  return content.map((part) => (isObject(part) ? text(part["text"] ?? part["refusal"]) : "")).join("\n");
}

function formatOf(given: unknown): Format {
  const format = isObject(given) && isObject(given["format"]) ? given["format"] : {};
  if (format["type"] === "json_schema") return { kind: "schema", schema: format["schema"] };
  return { kind: format["type"] === "json_object" ? "json" : "text" };
}

/** Each call has its output and each output its call, wherever they stand; null when that is so. */
export function unpairedCalls(turns: readonly Turn[]): Refusal | null {
  const called = new Set(turns.flatMap((turn) => turn.calls ?? []).map((call) => call.id));
  const answered = new Set(turns.filter((turn) => turn.role === "tool").map((turn) => turn.callId ?? ""));
  const stray = [...answered].find((id) => !called.has(id));
  if (stray !== undefined) return invalid(`No tool call found for function call output with call_id ${stray}.`, "input");
  const open = [...called].find((id) => !answered.has(id));
  return open === undefined ? null : invalid(`No tool output found for function call ${open}.`, "input");
}
