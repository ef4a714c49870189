import { type Fields, isObject } from "@sluice/definition/json";
import type { Problems } from "../chat/problems.ts";
import { openToolCallId } from "../chat/sealed-signature.ts";
import type { OpenAiDialect } from "./dialect.ts";

interface Encoding {
  readonly dialect: OpenAiDialect;
  readonly problems: Problems;
}

/** A chat's messages without the fields that OpenAI refuses, and with what tools showed where it may be looked at. */
export function encodeMessages(messages: unknown, encoding: Encoding): Fields[] {
  const encoded: Fields[] = [];
  let shown: unknown[] = [];
  for (const message of Array.isArray(messages) ? messages.filter(isObject) : []) {
    if (message["role"] !== "tool") shown = flush(shown, encoded);
    const next = encodeMessage(message, encoding);
    if (message["role"] === "tool" && Array.isArray(next["content"])) {
      const { text, other } = splitResult(next["content"]);
      encoded.push({ ...next, content: text });
      shown.push(...other);
    } else encoded.push(next);
  }
  flush(shown, encoded);
  return encoded;
}

/** Results are texts at OpenAI: pictures and files follow as the user's, after the last result of the turn. */
function flush(shown: unknown[], encoded: Fields[]): unknown[] {
  if (shown.length > 0) encoded.push({ role: "user", content: [{ type: "text", text: "What the tools have shown:" }, ...shown] });
  return [];
}

function splitResult(parts: readonly unknown[]): { readonly text: string; readonly other: unknown[] } {
  const texts = parts.filter((part) => isObject(part) && part["type"] === "text").map((part) => String((part as Fields)["text"]));
  const other = parts.filter((part) => isObject(part) && part["type"] !== "text");
  if (other.length > 0) texts.push("(Shown in the next message.)");
  return { text: texts.join("\n"), other };
}

function encodeMessage(message: Fields, encoding: Encoding): Fields {
  const { cache_control: _, extra_content: __, thinking_blocks: ___, reasoning_content: reasoning, ...rest } = message;
  const { content, tool_calls: calls, tool_call_id: answered } = rest;
  return {
    ...rest,
    ...(Array.isArray(content) && { content: content.map((part) => encodePart(part, encoding)) }),
    // Servers of models that think want their thoughts back with the tools' results; OpenAI knows no such field.
    ...(encoding.dialect === "compatible" && typeof reasoning === "string" && { reasoning_content: reasoning }),
    ...(Array.isArray(calls) && { tool_calls: calls.map(encodeCall) }),
    ...(typeof answered === "string" && { tool_call_id: openToolCallId(answered).id }),
  };
}

function encodePart(part: unknown, { problems }: Encoding): unknown {
  if (!isObject(part)) return part;
  const { cache_control: _, ...rest } = part;
  const { file } = rest;
  if (isObject(file) && typeof file["file_data"] === "string" && /^https?:/i.test(file["file_data"]))
    problems.unsupported("file_data", "A document by URL cannot be read by this model's provider: send its data as base64.");
  return rest;
}

/** What other providers sealed in an id makes it longer than OpenAI takes. */
function encodeCall(call: unknown): unknown {
  if (!isObject(call)) return call;
  const { extra_content: _, ...rest } = call;
  return typeof rest["id"] === "string" ? { ...rest, id: openToolCallId(rest["id"]).id } : rest;
}
