import { isObject, type Json, objectsIn, textOr, textsIn } from "../json.ts";
import type { Conversation, Format, ToolChoice, Turn } from "../mind/conversation.ts";
import { type GeminiTurn, turnsOf } from "./check-contents.ts";
import { declarationsOf } from "./check-request.ts";

/** A checked body as a conversation. */
export function conversationOf(body: Json): Conversation {
  const system = isObject(body["systemInstruction"]) ? textOf(objectsIn(body["systemInstruction"]["parts"])) : "";
  const config = isObject(body["toolConfig"]) ? body["toolConfig"]["functionCallingConfig"] : undefined;
  const allowed = isObject(config) ? textsIn(config["allowedFunctionNames"]) : [];
  const declared = declarationsOf(body).map((declaration) => ({
    name: textOr(declaration["name"]),
    description: textOr(declaration["description"]),
    parameters: declaration["parametersJsonSchema"] ?? lowerTypes(declaration["parameters"]),
  }));
  return {
    turns: [
      ...(system === "" ? [] : [{ role: "system" as const, text: system }]),
      ...turnsOf(objectsIn(body["contents"])).flatMap(mindTurns),
    ],
    tools: allowed.length > 0 ? declared.filter(({ name }) => allowed.includes(name)) : declared,
    toolChoice: toolChoice(config, allowed),
    parallelCalls: true,
    format: formatOf(isObject(body["generationConfig"]) ? body["generationConfig"] : {}),
  };
}

/** A user's turn may hold results of functions and words of its own: the mind hears them one after the other. */
function mindTurns({ role, parts }: GeminiTurn): readonly Turn[] {
  const results = parts.flatMap(({ functionResponse: response }) => (isObject(response) ? [resultTurn(response)] : []));
  const calls = parts.flatMap(({ functionCall: call }) =>
    isObject(call) ? [{ id: idOf(call), name: textOr(call["name"]), arguments: JSON.stringify(call["args"] ?? {}) }] : [],
  );
  const rest = parts.filter((part) => !isObject(part["functionResponse"]) && !isObject(part["functionCall"]));
  if (rest.length === 0 && calls.length === 0) return results;
  const attachments = rest.filter((part) => typeof part["text"] !== "string").length;
  const own = { role: role === "model" ? "assistant" : "user", text: textOf(rest), attachments } as const;
  return [...results, { ...own, ...(calls.length > 0 ? { calls } : {}) }];
}

/** Older models give their calls no id: the name has to do. */
const idOf = (call: Json) => textOr(call["id"]) || textOr(call["name"]);

function resultTurn(response: Json): Turn {
  const value = isObject(response["response"]) ? response["response"] : {};
  const only = Object.keys(value).length === 1 ? (value["result"] ?? value["output"]) : undefined;
  return { role: "tool", text: typeof only === "string" ? only : JSON.stringify(only ?? value), callId: idOf(response) };
}

function textOf(parts: readonly Json[]): string {
  return parts.map((part) => textOr(part["text"])).join("\n");
}

function toolChoice(config: unknown, allowed: readonly string[]): ToolChoice {
  const mode = isObject(config) ? config["mode"] : undefined;
  if (mode === "NONE") return { mode: "none" };
  if (mode !== "ANY") return { mode: "auto" };
  return { mode: "required", ...(allowed.length === 1 && allowed[0] ? { name: allowed[0] } : {}) };
}

function formatOf({ responseMimeType, responseSchema, responseJsonSchema }: Json): Format {
  const schema = responseJsonSchema ?? lowerTypes(responseSchema);
  if (schema !== undefined) return { kind: "schema", schema };
  return responseMimeType === "application/json" ? { kind: "json" } : { kind: "text" };
}

/** Google's older schemas write types in capitals. */
function lowerTypes(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(lowerTypes);
  if (!isObject(schema)) return schema;
  const entries = Object.entries(schema).map(([name, inner]) => [
    name,
    name === "type" && typeof inner === "string" ? inner.toLowerCase() : lowerTypes(inner),
  ]);
  return Object.fromEntries(entries);
}
