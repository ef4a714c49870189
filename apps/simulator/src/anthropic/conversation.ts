import { isObject, type Json, objectsIn, textOr } from "../json.ts";
import type { Conversation, Format, ToolChoice, Turn } from "../mind/conversation.ts";
import { turnsOf } from "./check-messages.ts";
import { isCustomTool } from "./check-tools.ts";

/** A checked body as a conversation. */
export function conversationOf(body: Json): Conversation {
  const choice = isObject(body["tool_choice"]) ? body["tool_choice"] : {};
  const system = typeof body["system"] === "string" ? body["system"] : textOf(objectsIn(body["system"]));
  return {
    turns: [...(system === "" ? [] : [{ role: "system" as const, text: system }]), ...turnsOf(body["messages"]).flatMap(mindTurns)],
    tools: objectsIn(body["tools"])
      .filter(isCustomTool)
      .map((tool) => ({ name: textOr(tool["name"]), description: textOr(tool["description"]), parameters: tool["input_schema"] })),
    toolChoice: toolChoice(choice),
    parallelCalls: choice["disable_parallel_tool_use"] !== true,
    format: formatOf(body),
  };
}

/** A user's turn may hold results of tools and words of its own: the mind hears them one after the other. */
function mindTurns({ role, blocks }: ReturnType<typeof turnsOf>[number]): readonly Turn[] {
  const results = blocks.filter((block) => block["type"] === "tool_result").map(resultTurn);
  const calls = blocks
    .filter((block) => block["type"] === "tool_use")
    .map((block) => ({ id: textOr(block["id"]), name: textOr(block["name"]), arguments: JSON.stringify(block["input"] ?? {}) }));
  const rest = blocks.filter((block) => block["type"] !== "tool_result" && block["type"] !== "tool_use");
  if (rest.length === 0 && calls.length === 0) return results;
  const attachments = rest.filter((block) => block["type"] === "image" || block["type"] === "document").length;
  return [...results, { role, text: textOf(rest), attachments, ...(calls.length > 0 ? { calls } : {}) }];
}

function resultTurn({ tool_use_id: id, content }: Json): Turn {
  const blocks = objectsIn(content);
  const attachments = blocks.filter((block) => block["type"] !== "text").length;
  return { role: "tool", text: typeof content === "string" ? content : textOf(blocks), callId: textOr(id), attachments };
}

function textOf(blocks: readonly Json[]): string {
  return blocks.map((block) => textOr(block["text"] ?? block["thinking"])).join("\n");
}

function toolChoice({ type, name }: Json): ToolChoice {
  if (type === "none") return { mode: "none" };
  if (type === "any") return { mode: "required" };
  return type === "tool" ? { mode: "required", name: textOr(name) } : { mode: "auto" };
}

function formatOf(body: Json): Format {
  const config = isObject(body["output_config"]) ? body["output_config"] : {};
  const format = config["format"] ?? body["output_format"];
  return isObject(format) ? { kind: "schema", schema: format["schema"] } : { kind: "text" };
}
