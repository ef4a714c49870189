import { isObject, type Json, objectsIn } from "../json.ts";
import { isSigned } from "../mind/signature.ts";
import { checkMembers, checkPattern, checkUnion, eachProblem, firstProblem, type Problem } from "./check.ts";

const USER = ["text", "image", "document", "video", "audio", "toolResult", "cachePoint", "guardContent", "searchResult"];
const ASSISTANT = ["text", "toolUse", "reasoningContent", "cachePoint", "citationsContent"];
const IN_RESULTS = ["text", "json", "image", "document", "video", "searchResult"];
const TOOL_USE_ID = /^[a-zA-Z0-9_-]{1,64}$/;
export const TOOL_NAME = /^[a-zA-Z0-9_-]{1,64}$/;
/** Letters, digits, single spaces, hyphens, round and square brackets. */
const DOCUMENT_NAME = /^[A-Za-z0-9()[\]-]+(?: [A-Za-z0-9()[\]-]+)*$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const IMAGES = ["png", "jpeg", "gif", "webp"];
const DOCUMENTS = ["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"];

/** What is wrong with a block of a message; `at` is its place: `messages.0.content.0`. */
export function checkBlock(block: unknown, role: "user" | "assistant", at: string): Problem {
  return firstProblem([
    () => checkUnion(block, role === "user" ? USER : ASSISTANT, at),
    () => (isObject(block) ? checkContent(block, at) : null),
  ]);
}

function checkContent({ text, image, document, toolUse, toolResult, reasoningContent }: Json, at: string): Problem {
  if (text !== undefined) return checkText(text, at);
  if (isObject(image)) return checkSource(image, IMAGES, `${at}.image`);
  if (isObject(document)) return checkDocument(document, `${at}.document`);
  if (isObject(toolUse)) return checkToolUse(toolUse, `${at}.toolUse`);
  if (isObject(toolResult)) return checkToolResult(toolResult, `${at}.toolResult`);
  return isObject(reasoningContent) ? checkReasoning(reasoningContent, at) : null;
}

export function checkText(text: unknown, at: string): Problem {
  if (typeof text !== "string") return `Value at '${at}.text' failed to satisfy constraint: Member must be a string`;
  return text.trim() === ""
    ? `The text field in the ContentBlock object at ${at} is blank. Add text to the text field, and try again.`
    : null;
}

function checkSource({ format, source }: Json, formats: readonly string[], at: string): Problem {
  if (typeof format !== "string" || !formats.includes(format))
    return `1 validation error detected: Value '${String(format)}' at '${at}.format' failed to satisfy constraint: Member must satisfy enum value set: [${formats.join(", ")}]`;
  return firstProblem([
    () => checkUnion(source, ["bytes", "s3Location", "text", "content"], `${at}.source`),
    () => {
      const bytes = isObject(source) ? source["bytes"] : undefined;
      return bytes === undefined || (typeof bytes === "string" && bytes !== "" && BASE64.test(bytes))
        ? null
        : `The bytes at ${at}.source are not base64.`;
    },
  ]);
}

function checkDocument(document: Json, at: string): Problem {
  return firstProblem([
    () =>
      typeof document["name"] === "string" && DOCUMENT_NAME.test(document["name"])
        ? null
        : "The model returned the following errors: The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.",
    () => checkSource({ format: "pdf", ...document }, DOCUMENTS, at),
  ]);
}

function checkToolUse(use: Json, at: string): Problem {
  return firstProblem([
    () => checkMembers(use, ["toolUseId", "name", "input", "type"], at),
    () => checkPattern(use["toolUseId"], TOOL_USE_ID, `${at}.toolUseId`),
    () => checkPattern(use["name"], TOOL_NAME, `${at}.name`),
    () =>
      isObject(use["input"])
        ? null
        : `The format of the value at ${at}.input is invalid. Provide a json object for the field and try again.`,
  ]);
}

function checkToolResult(result: Json, at: string): Problem {
  return firstProblem([
    () => checkMembers(result, ["toolUseId", "content", "status", "type"], at),
    () => checkPattern(result["toolUseId"], TOOL_USE_ID, `${at}.toolUseId`),
    () => (Array.isArray(result["content"]) ? null : `Value at '${at}.content' failed to satisfy constraint: Member must not be null`),
    () => eachProblem(objectsIn(result["content"]), (block, index) => checkUnion(block, IN_RESULTS, `${at}.content.${index}`)),
    () =>
      eachProblem(objectsIn(result["content"]), ({ json }, index) =>
        json === undefined || isObject(json)
          ? null
          : `The format of the value at ${at}.content.${index}.json is invalid. Provide a json object for the field and try again.`,
      ),
  ]);
}

function checkReasoning(content: Json, at: string): Problem {
  const { reasoningText: thoughts, redactedContent } = content;
  return firstProblem([
    () => checkUnion(content, ["reasoningText", "redactedContent"], `${at}.reasoningContent`),
    () => {
      const isGood = isObject(thoughts)
        ? typeof thoughts["text"] === "string" && isSigned(thoughts["text"], String(thoughts["signature"]))
        : isSigned("", String(redactedContent));
      return isGood ? null : `The model returned the following errors: ${at}: Invalid \`signature\` in \`thinking\` block`;
    },
  ]);
}
