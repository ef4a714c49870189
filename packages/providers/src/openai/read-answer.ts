import { type Fields, isObject } from "@sluice/definition/json";
import type { AnswerImage, ChatDelta, FinishReason, ToolCallDelta } from "@sluice/wire/chat";

/** A message or a delta of a compatible server, as far as it is what it should be: they are many, and not all are careful. */
export function readDelta(value: unknown): ChatDelta {
  if (!isObject(value)) return {};
  const reasoning = textOf(value["reasoning_content"]) ?? textOf(value["reasoning"]);
  const content = contentOf(value["content"]);
  const refusal = textOf(value["refusal"]);
  const calls = Array.isArray(value["tool_calls"]) ? value["tool_calls"].filter(isObject).map(readCall) : [];
  const images = Array.isArray(value["images"]) ? value["images"].filter(isImage) : [];
  return {
    ...(content !== null && { content }),
    ...(refusal !== null && { refusal }),
    ...(reasoning !== null && { reasoning_content: reasoning }),
    ...(calls.length > 0 && { tool_calls: calls }),
    ...(images.length > 0 && { images }),
  };
}

const FINISHES: readonly FinishReason[] = ["stop", "length", "tool_calls", "content_filter"];

/** Null while there is none; an unknown one ended the answer in some orderly way. */
export function readFinish(value: unknown): FinishReason | null {
  if (typeof value !== "string" || value === "") return null;
  if (value === "function_call") return "tool_calls";
  return FINISHES.find((finish) => finish === value) ?? "stop";
}

function readCall(call: Fields, position: number): ToolCallDelta {
  const called = isObject(call["function"]) ? call["function"] : {};
  const index = call["index"];
  const id = textOf(call["id"]);
  const name = textOf(called["name"]);
  const given = called["arguments"];
  const json = isObject(given) ? JSON.stringify(given) : textOf(given);
  return {
    index: typeof index === "number" ? index : position,
    ...(id !== null && { id }),
    type: "function",
    function: { ...(name !== null && { name }), ...(json !== null && { arguments: json }) },
  };
}

/** Some servers answer with parts. */
function contentOf(value: unknown): string | null {
  if (!Array.isArray(value)) return textOf(value);
  return value.map((part) => (isObject(part) ? (textOf(part["text"]) ?? "") : "")).join("");
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function isImage(value: unknown): value is AnswerImage {
  return isObject(value) && isObject(value["image_url"]) && typeof value["image_url"]["url"] === "string";
}
