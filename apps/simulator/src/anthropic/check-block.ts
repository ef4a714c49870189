import { isObject, type Json } from "../json.ts";
import { isSigned } from "../mind/signature.ts";
import { checkKnown, checkOneOf, eachProblem, firstProblem, isRequired, type Problem } from "./check.ts";

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  text: ["text", "citations"],
  image: ["source"],
  document: ["source", "title", "context", "citations"],
  search_result: ["source", "title", "content", "citations"],
  tool_use: ["id", "name", "input", "caller"],
  tool_result: ["tool_use_id", "content", "is_error"],
  thinking: ["thinking", "signature"],
  redacted_thinking: ["data"],
};
const IN_RESULTS = ["text", "image", "document", "search_result"];
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  user: ["text", "image", "document", "search_result", "tool_result"],
  assistant: ["text", "tool_use", "thinking", "redacted_thinking"],
};
const NO_CACHE = new Set(["thinking", "redacted_thinking"]);
const ID = /^[a-zA-Z0-9_-]+$/;
export const TOOL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;

/** Blocks of a role's message; `at` is their list: `messages.0.content`. */
export function checkBlocks(blocks: readonly unknown[], role: "user" | "assistant", at: string): Problem {
  return eachProblem(blocks, (block, index) => checkBlock(block, ALLOWED[role] ?? [], `${at}.${index}`));
}

export function checkBlock(block: unknown, allowed: readonly string[], at: string): Problem {
  if (!isObject(block)) return `${at}: Input should be a valid dictionary or object to extract fields from`;
  const { type } = block;
  if (type === undefined) return isRequired(`${at}.type`);
  if (typeof type !== "string" || !allowed.includes(type))
    return `${at}: Input tag '${String(type)}' found using 'type' does not match any of the expected tags: ${allowed.map((tag) => `'${tag}'`).join(", ")}`;
  const place = `${at}.${type}`;
  return firstProblem([
    () => checkKnown(block, ["type", ...(NO_CACHE.has(type) ? [] : ["cache_control"]), ...(FIELDS[type] ?? [])], place),
    () => checkCacheControl(block["cache_control"], `${place}.cache_control`),
    () => CHECKS[type]?.(block, place) ?? null,
  ]);
}

export function checkCacheControl(control: unknown, at: string): Problem {
  if (control === undefined || control === null) return null;
  if (!isObject(control) || control["type"] !== "ephemeral")
    return `${at}: Input tag found using 'type' does not match any of the expected tags: 'ephemeral'`;
  return control["ttl"] === undefined ? null : checkOneOf(control["ttl"], `${at}.ephemeral.ttl`, ["5m", "1h"]);
}

const CHECKS: Readonly<Record<string, (block: Json, at: string) => Problem>> = {
  text: checkText,
  image: (block, at) => checkSource(block["source"], IMAGES, `${at}.source`),
  document: (block, at) => checkSource(block["source"], DOCUMENTS, `${at}.source`),
  tool_use: checkToolUse,
  tool_result: checkToolResult,
  thinking: checkThinking,
  redacted_thinking: ({ data }, at) =>
    typeof data === "string" && isSigned("", data) ? null : `${at}: Invalid \`data\` in \`redacted_thinking\` block`,
};

function checkText({ text, cache_control: control }: Json, at: string): Problem {
  if (text === undefined) return isRequired(`${at}.text`);
  if (typeof text !== "string") return `${at}.text: Input should be a valid string`;
  if (text === "" && control) return `${at}: cache_control cannot be set for empty text blocks`;
  if (text === "") return "messages: text content blocks must be non-empty";
  return text.trim() === "" ? "messages: text content blocks must contain non-whitespace text" : null;
}

const IMAGES = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const DOCUMENTS = ["application/pdf"];
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function checkSource(source: unknown, types: readonly string[], at: string): Problem {
  if (!isObject(source)) return isRequired(at);
  const { type, media_type: mediaType, data, url } = source;
  const isDocument = types === DOCUMENTS;
  if (type === "url") return typeof url === "string" && /^https?:\/\//.test(url) ? null : `${at}.url.url: Input should be a valid URL`;
  if (type === "file") return typeof source["file_id"] === "string" ? null : isRequired(`${at}.file.file_id`);
  if (type === "text" && isDocument) return typeof data === "string" && data !== "" ? null : isRequired(`${at}.text.data`);
  if (type === "content" && isDocument) return null;
  if (type !== "base64") return `${at}: Input tag '${String(type)}' found using 'type' does not match any of the expected tags`;
  return firstProblem([
    () => checkOneOf(mediaType, `${at}.base64.media_type`, types),
    () => (typeof data === "string" && data !== "" && BASE64.test(data) ? null : `${at}.base64.data: invalid base64 data`),
  ]);
}

function checkToolUse({ id, name, input }: Json, at: string): Problem {
  if (typeof id !== "string" || !ID.test(id)) return `${at}.id: String should match pattern '${ID.source}'`;
  if (typeof name !== "string" || !TOOL_NAME.test(name)) return `${at}.name: String should match pattern '${TOOL_NAME.source}'`;
  return isObject(input) ? null : `${at}.input: Input should be a valid dictionary`;
}

function checkToolResult({ tool_use_id: id, content }: Json, at: string): Problem {
  if (id === undefined) return isRequired(`${at}.tool_use_id`);
  if (typeof id !== "string" || !ID.test(id)) return `${at}.tool_use_id: String should match pattern '${ID.source}'`;
  if (content === undefined || content === null || typeof content === "string") return null;
  if (!Array.isArray(content)) return `${at}.content: Input should be a valid list`;
  return eachProblem(content, (block, index) => checkBlock(block, IN_RESULTS, `${at}.content.${index}`));
}

function checkThinking({ thinking, signature }: Json, at: string): Problem {
  if (typeof thinking !== "string") return isRequired(`${at}.thinking`);
  if (typeof signature !== "string") return isRequired(`${at}.signature`);
  return isSigned(thinking, signature) ? null : `${at.replace(/\.thinking$/, "")}: Invalid \`signature\` in \`thinking\` block`;
}
