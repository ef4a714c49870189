import { isObject, type Json, objectsIn } from "../json.ts";

/** What is wrong, as the message of a 400; null when nothing is. */
export type Problem = string | null;

const DATA = [
  "text",
  "inlineData",
  "fileData",
  "functionCall",
  "functionResponse",
  "executableCode",
  "codeExecutionResult",
  "toolCall",
  "toolResponse",
];
const MIME_TYPE = /^[\w.+-]+\/[\w.+-]+/;

/** What is wrong with `contents`, part by part and then as a conversation. */
export function checkContents(contents: unknown): Problem {
  const list = objectsIn(contents);
  if (list.length === 0) return "* GenerateContentRequest.contents: contents is not specified";
  for (const [index, content] of list.entries()) {
    const problem = checkContent(content, `GenerateContentRequest.contents[${index}]`);
    if (problem !== null) return problem;
  }
  return checkTurns(turnsOf(list));
}

function checkContent({ role, parts: given }: Json, at: string): Problem {
  if (role !== undefined && role !== "user" && role !== "model" && role !== "function") return "Please use a valid role: user, model.";
  const parts = objectsIn(given);
  if (parts.length === 0) return `* ${at}.parts: contents.parts must not be empty.`;
  for (const [index, part] of parts.entries()) {
    const problem = checkPart(part, `${at}.parts[${index}]`);
    if (problem !== null) return problem;
  }
  return null;
}

function checkPart(part: Json, at: string): Problem {
  const set = DATA.filter((name) => part[name] !== undefined);
  if (set.length === 0) return `* ${at}.data: required oneof field 'data' must have one initialized field`;
  if (set.length > 1) return `* ${at}.data: oneof field 'data' is already set. Cannot set '${set[1]}'`;
  const { inlineData: blob, fileData: file, functionCall: call, functionResponse: response } = part;
  if (isObject(blob) && (typeof blob["mimeType"] !== "string" || !MIME_TYPE.test(blob["mimeType"])))
    return `* ${at}.inline_data.mime_type: mime type is required`;
  if (isObject(blob) && !blob["data"]) return `* ${at}.inline_data.data: must not be empty`;
  if (isObject(file) && !file["fileUri"]) return `* ${at}.file_data.file_uri: must not be empty`;
  if (isObject(call) && !call["name"]) return `* ${at}.function_call.name: Name cannot be empty.`;
  if (isObject(response) && !response["name"]) return `* ${at}.function_response.name: Name cannot be empty.`;
  return isObject(response) && !isObject(response["response"]) ? `* ${at}.function_response.response: required` : null;
}

/** Contents of one role that follow each other are one turn. */
export interface GeminiTurn {
  readonly role: "user" | "model";
  readonly parts: readonly Json[];
}

export function turnsOf(contents: readonly Json[]): readonly GeminiTurn[] {
  const turns: { role: GeminiTurn["role"]; parts: Json[] }[] = [];
  for (const content of contents) {
    const role = content["role"] === "model" ? "model" : "user";
    const parts = objectsIn(content["parts"]);
    const last = turns.at(-1);
    if (last?.role === role) last.parts.push(...parts);
    else turns.push({ role, parts: [...parts] });
  }
  return turns;
}

function checkTurns(turns: readonly GeminiTurn[]): Problem {
  for (const [index, { role, parts }] of turns.entries()) {
    const calls = parts.filter((part) => isObject(part["functionCall"]));
    const responses = parts.filter((part) => isObject(part["functionResponse"]));
    if (calls.length > 0 && (role === "user" || index === 0))
      return "Please ensure that function call turn comes immediately after a user turn or after a function response turn.";
    const asked = (turns[index - 1]?.parts ?? []).filter((part) => isObject(part["functionCall"]));
    if (responses.length > 0 && (role === "model" || asked.length === 0))
      return "Please ensure that function response turn comes immediately after a function call turn.";
    if (responses.length !== asked.length && role === "user")
      return "Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.";
  }
  return null;
}
