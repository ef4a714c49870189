import { isObject, type Json } from "../json.ts";
import { checkArray, checkOneOf, checkString, eachRefusal, firstRefusal } from "./check.ts";
import { invalid, missing, type Refusal, wrongType, wrongValue } from "./refusal.ts";

const ROLES = ["system", "assistant", "user", "function", "tool", "developer"];
const PARTS: Readonly<Record<string, readonly string[]>> = {
  user: ["text", "image_url", "input_audio", "file"],
  assistant: ["text", "refusal"],
};

/** Why a chat's messages cannot be served; null when they can. */
export function validateMessages(messages: unknown): Refusal | null {
  if (messages === undefined || messages === null) return missing("messages");
  if (!Array.isArray(messages)) return wrongType("messages", "an array of objects", messages);
  return firstRefusal([
    () => checkArray(messages, "messages", { min: 1 }),
    () => eachRefusal(messages, validateMessage),
    () => validateToolTurns(messages.filter(isObject)),
  ]);
}

function validateMessage(message: unknown, index: number): Refusal | null {
  const at = `messages[${index}]`;
  if (!isObject(message)) return wrongType(at, "an object", message);
  const { role } = message;
  return firstRefusal([
    () => (role === undefined ? missing(`${at}.role`) : null),
    () => (typeof role === "string" && ROLES.includes(role) ? null : wrongValue(`${at}.role`, role, ROLES)),
    () => validateContent(message, at),
    () => (role === "assistant" ? validateToolCalls(message["tool_calls"], at) : null),
    () => (role === "tool" ? checkString(message["tool_call_id"], `${at}.tool_call_id`) : null),
  ]);
}

function validateContent({ role, content, ...message }: Json, at: string): Refusal | null {
  if (content === undefined || content === null) {
    const silent =
      role === "assistant" && (Array.isArray(message["tool_calls"]) || message["function_call"] || message["refusal"] || message["audio"]);
    if (silent) return null;
    const place = at.replace("[", ".[");
    return content === undefined
      ? missing(`${at}.content`)
      : invalid("Invalid value for 'content': expected a string, got null.", `${place}.content`);
  }
  if (typeof content === "string") return null;
  if (!Array.isArray(content)) return wrongType(`${at}.content`, "one of a string or array of objects", content);
  const allowed = PARTS[String(role)] ?? ["text"];
  return firstRefusal([
    () => checkArray(content, `${at}.content`, { min: 1 }),
    () => eachRefusal(content, (part, index) => validatePart(part, `${at}.content[${index}]`, allowed)),
  ]);
}

function validatePart(part: unknown, at: string, allowed: readonly string[]): Refusal | null {
  if (!isObject(part)) return wrongType(at, "an object", part);
  const type = part["type"];
  if (type === undefined) return missing(`${at}.type`);
  if (typeof type !== "string" || !allowed.includes(type)) return wrongValue(`${at}.type`, type, allowed);
  const inner = part[type];
  if (type === "text" || type === "refusal") return checkString(inner, `${at}.${type}`);
  if (inner === undefined) return missing(`${at}.${type}`);
  if (!isObject(inner)) return wrongType(`${at}.${type}`, "an object", inner);
  if (type === "image_url") return validateImage(inner, `${at}.image_url`);
  if (type === "input_audio") {
    return firstRefusal([
      () => checkString(inner["data"], `${at}.input_audio.data`),
      () => checkString(inner["format"], `${at}.input_audio.format`),
      () => checkOneOf(inner["format"], `${at}.input_audio.format`, ["wav", "mp3"]),
    ]);
  }
  return null;
}

function validateImage(image: Json, at: string): Refusal | null {
  const { url } = image;
  if (typeof url !== "string") return checkString(url, `${at}.url`);
  if (!/^(?:https?:\/\/|data:image\/)/i.test(url)) {
    return invalid(`Invalid '${at}.url'. Expected a valid URL, but got a value with an invalid format.`, `${at}.url`, "invalid_value");
  }
  return checkOneOf(image["detail"], `${at}.detail`, ["low", "high", "auto", "original"]);
}

function validateToolCalls(calls: unknown, at: string): Refusal | null {
  if (calls === undefined || calls === null) return null;
  const param = `${at}.tool_calls`;
  if (!Array.isArray(calls)) return wrongType(param, "an array of objects", calls);
  return checkArray(calls, param, { min: 1 }) ?? eachRefusal(calls, (call, index) => validateToolCall(call, `${param}[${index}]`));
}

function validateToolCall(call: unknown, at: string): Refusal | null {
  if (!isObject(call)) return wrongType(at, "an object", call);
  const called = call["function"];
  return firstRefusal([
    () => checkString(call["id"], `${at}.id`),
    () => (call["type"] === undefined ? missing(`${at}.type`) : checkOneOf(call["type"], `${at}.type`, ["function"])),
    () => (called === undefined ? missing(`${at}.function`) : isObject(called) ? null : wrongType(`${at}.function`, "an object", called)),
    () => checkString(isObject(called) ? called["name"] : undefined, `${at}.function.name`),
    () => checkString(isObject(called) ? called["arguments"] : undefined, `${at}.function.arguments`),
  ]);
}

/** Each tool message answers a call of the assistant's message before it, and each call is answered before anyone else speaks. */
function validateToolTurns(messages: readonly Json[]): Refusal | null {
  let asked: readonly string[] = [];
  let open = new Set<string>();
  for (const [index, message] of messages.entries()) {
    if (message["role"] === "tool") {
      const id = String(message["tool_call_id"]);
      if (!asked.includes(id)) return strayAnswer(index, id, asked.length > 0);
      open.delete(id);
      continue;
    }
    if (open.size > 0) return unanswered(open);
    const calls = Array.isArray(message["tool_calls"]) ? message["tool_calls"].filter(isObject) : [];
    asked = calls.map((call) => String(call["id"]));
    open = new Set(asked);
  }
  return open.size > 0 ? unanswered(open) : null;
}

function strayAnswer(index: number, id: string, afterCalls: boolean): Refusal {
  if (afterCalls)
    return invalid(
      `Invalid parameter: 'tool_call_id' of '${id}' not found in 'tool_calls' of previous message.`,
      `messages.[${index}].tool_call_id`,
    );
  // The spelling is OpenAI's.
  return invalid(
    "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
    `messages.[${index}].role`,
  );
}

function unanswered(open: ReadonlySet<string>): Refusal {
  return invalid(
    `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. The following tool_call_ids did not have response messages: ${[...open].join(", ")}`,
    "messages",
  );
}
