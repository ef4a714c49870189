import { isObject } from "@sluice/definition/json";
import type { PromptText } from "@sluice/policies/policy-call";
import type { CallKind } from "../pipeline/read-call.ts";

type Role = PromptText["role"];
type Fields = Record<string, unknown>;

/** Takes every text of a prompt, with the object that holds it, so that another can be written in its place. */
export type TakeText = (text: {
  readonly role: Role;
  readonly path: string;
  readonly holder: Fields | unknown[];
  readonly key: string | number;
}) => void;

/** Which members of a body hold its prompt. */
const PROMPT_MEMBERS: Readonly<Record<Exclude<CallKind, "other">, readonly string[]>> = {
  chat: ["messages"],
  completions: ["prompt", "suffix"],
  embeddings: ["input"],
  responses: ["instructions", "input"],
  messages: ["system", "messages"],
  count: ["system", "messages"],
};

/** OpenAI's other paths call their texts what they like: none of a body's texts is no prompt there, but for the model's name. */
export function promptMembers(kind: CallKind, members: readonly string[]): readonly string[] {
  return kind === "other" ? members.filter((name) => name !== "model") : PROMPT_MEMBERS[kind];
}

/** Walks the texts of a prompt in the order in which a model reads them. `body` holds the members of `promptMembers` alone. */
export function walkPrompt(kind: CallKind, body: Fields, take: TakeText): void {
  if (kind === "other") {
    walkLeaves(body, { path: "", role: "user", take });
    return;
  }
  for (const member of PROMPT_MEMBERS[kind]) {
    const value = body[member];
    const role: Role = member === "instructions" || member === "system" ? "system" : "user";
    if (typeof value === "string") take({ role, path: member, holder: body, key: member });
    else if (Array.isArray(value)) walkList(value, { path: member, role, take });
  }
}

interface Inside {
  readonly path: string;
  readonly role: Role;
  readonly take: TakeText;
}

/** Messages, items, parts, or texts themselves. Token ids and pictures are no text. */
function walkList(list: unknown[], { path, role, take }: Inside): void {
  for (const [at, item] of list.entries()) {
    const place = `${path}.${at}`;
    if (typeof item === "string") take({ role, path: place, holder: list, key: at });
    else if (isObject(item)) walkItem(item, { path: place, role: roleOf(item, role), take });
  }
}

/** Where texts stand in a message, an item or a part of any of the APIs. */
const TEXT_KEYS = ["content", "text", "input_text", "refusal", "output", "arguments", "thinking", "system"] as const;

function walkItem(item: Fields, inside: Inside): void {
  const { path, role, take } = inside;
  for (const key of TEXT_KEYS) {
    const value = item[key];
    if (typeof value === "string") take({ role, path: `${path}.${key}`, holder: item, key });
    else if (Array.isArray(value)) walkList(value, { path: `${path}.${key}`, role, take });
  }
  if (Array.isArray(item["tool_calls"])) walkCalls(item["tool_calls"], `${path}.tool_calls`, take);
  // Anthropic's calls of tools hold their arguments as an object.
  if (item["type"] === "tool_use" && isObject(item["input"])) walkLeaves(item["input"], { path: `${path}.input`, role: "assistant", take });
}

function walkCalls(calls: unknown[], path: string, take: TakeText): void {
  for (const [at, call] of calls.entries()) {
    const asked = isObject(call) ? call["function"] : null;
    if (isObject(asked) && typeof asked["arguments"] === "string")
      take({ role: "assistant", path: `${path}.${at}.function.arguments`, holder: asked, key: "arguments" });
  }
}

/** Arguments nested deeper are somebody's attack on the stack: providers refuse them too. */
const DEEPEST = 64;

function walkLeaves(holder: Fields | unknown[], { path, role, take }: Inside, depth = 0): void {
  if (depth > DEEPEST) return;
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(holder) ? [...holder.entries()] : Object.entries(holder);
  for (const [key, value] of entries) {
    const place = path === "" ? String(key) : `${path}.${key}`;
    if (typeof value === "string") take({ role, path: place, holder, key });
    else if (Array.isArray(value) || isObject(value)) walkLeaves(value, { path: place, role, take }, depth + 1);
  }
}

const ROLES: Readonly<Record<string, Role>> = {
  system: "system",
  developer: "system",
  user: "user",
  assistant: "assistant",
  tool: "tool",
  function: "tool",
};

/** A part has the role of its message; results of tools have their own. */
function roleOf(item: Fields, around: Role): Role {
  const { type, role } = item;
  if (type === "tool_result" || type === "function_call_output") return "tool";
  if (type === "function_call") return "assistant";
  return (typeof role === "string" ? ROLES[role] : undefined) ?? around;
}
