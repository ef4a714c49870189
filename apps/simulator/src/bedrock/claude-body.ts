import { isObject, type Json, objectsIn } from "../json.ts";

/** A Converse body as far as Claude's rules for thinking look at one. */
export function claudeBody(body: Json): Json {
  const inference = isObject(body["inferenceConfig"]) ? body["inferenceConfig"] : {};
  const extra = isObject(body["additionalModelRequestFields"]) ? body["additionalModelRequestFields"] : {};
  const config = isObject(body["toolConfig"]) ? body["toolConfig"] : {};
  const choice = isObject(config["toolChoice"]) ? config["toolChoice"] : {};
  return {
    thinking: extra["thinking"],
    max_tokens: inference["maxTokens"],
    temperature: inference["temperature"],
    top_p: inference["topP"],
    top_k: extra["top_k"],
    ...(choice["any"] || choice["tool"] ? { tool_choice: { type: "any" } } : {}),
    messages: objectsIn(body["messages"]).map(({ role, content }) => ({
      role,
      content: objectsIn(content).map((block) => ({ type: typeOf(block) })),
    })),
  };
}

function typeOf({ toolUse, toolResult, reasoningContent }: Json): string {
  if (toolUse) return "tool_use";
  if (toolResult) return "tool_result";
  return reasoningContent ? "thinking" : "text";
}
