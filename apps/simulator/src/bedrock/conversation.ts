import { isObject, type Json, objectsIn, textOr } from "../json.ts";
import type { Conversation, ToolChoice, Turn } from "../mind/conversation.ts";
import { schemaOf } from "./check-converse.ts";
import { specsOf } from "./check-tools.ts";

/** A checked body as a conversation. */
export function conversationOf(body: Json): Conversation {
  const config = isObject(body["toolConfig"]) ? body["toolConfig"] : {};
  const extra = isObject(body["additionalModelRequestFields"]) ? body["additionalModelRequestFields"] : {};
  const claudeChoice = isObject(extra["tool_choice"]) ? extra["tool_choice"] : {};
  const schema = schemaOf(body["outputConfig"]);
  const system = textOf(objectsIn(body["system"]));
  return {
    turns: [...(system === "" ? [] : [{ role: "system" as const, text: system }]), ...objectsIn(body["messages"]).flatMap(mindTurns)],
    tools: specsOf(config["tools"]).map((spec) => ({
      name: textOr(spec["name"]),
      description: textOr(spec["description"]),
      parameters: isObject(spec["inputSchema"]) ? spec["inputSchema"]["json"] : undefined,
    })),
    toolChoice: toolChoice(config["toolChoice"]),
    parallelCalls: claudeChoice["disable_parallel_tool_use"] !== true,
    format: schema === undefined ? { kind: "text" } : { kind: "schema", schema },
  };
}

/** A user's turn may hold results of tools and words of its own: the mind hears them one after the other. */
function mindTurns({ role, content }: Json): readonly Turn[] {
  const blocks = objectsIn(content);
  const results = blocks.flatMap(({ toolResult }) => (isObject(toolResult) ? [resultTurn(toolResult)] : []));
  const calls = blocks.flatMap(({ toolUse }) =>
    isObject(toolUse)
      ? [{ id: textOr(toolUse["toolUseId"]), name: textOr(toolUse["name"]), arguments: JSON.stringify(toolUse["input"] ?? {}) }]
      : [],
  );
  const rest = blocks.filter((block) => !block["toolResult"] && !block["toolUse"] && !block["cachePoint"]);
  if (rest.length === 0 && calls.length === 0) return results;
  const attachments = rest.filter((block) => block["text"] === undefined && !block["reasoningContent"]).length;
  const own = { role: role === "assistant" ? "assistant" : "user", text: textOf(rest), attachments } as const;
  return [...results, { ...own, ...(calls.length > 0 ? { calls } : {}) }];
}

function resultTurn({ toolUseId, content }: Json): Turn {
  const texts = objectsIn(content).map((block) => (block["json"] === undefined ? textOr(block["text"]) : JSON.stringify(block["json"])));
  return { role: "tool", text: texts.join("\n"), callId: textOr(toolUseId) };
}

function textOf(blocks: readonly Json[]): string {
  const texts = blocks.map((block) => {
    const thoughts = isObject(block["reasoningContent"]) ? block["reasoningContent"]["reasoningText"] : undefined;
    return textOr(block["text"] ?? (isObject(thoughts) ? thoughts["text"] : undefined));
  });
  return texts.filter((text) => text !== "").join("\n");
}

function toolChoice(choice: unknown): ToolChoice {
  if (!isObject(choice)) return { mode: "auto" };
  const { any, tool } = choice;
  if (isObject(tool)) return { mode: "required", name: textOr(tool["name"]) };
  return { mode: any === undefined ? "auto" : "required" };
}
