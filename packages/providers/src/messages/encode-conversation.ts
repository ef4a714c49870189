import { type Fields, isObject } from "@sluice/definition/json";
import { typeName } from "../chat/problems.ts";
import { FieldReader } from "../chat/read-fields.ts";
import { encodeBlocks, plainText } from "./encode-blocks.ts";

type Message = Readonly<Record<string, unknown>>;

/** `system` and `messages` as a chat's messages. */
export function encodeConversation(body: FieldReader): Message[] {
  const system = encodeSystem(body);
  const messages = (body.array("messages") ?? []).flatMap((value, index): Message[] => {
    const path = `messages.${index}`;
    if (!isObject(value)) {
      body.problems.invalid(path, `Invalid type for '${path}': expected a message object, but got ${typeName(value)}.`);
      return [];
    }
    return encodeMessage(new FieldReader(value, path, body.problems));
  });
  return [...system, ...messages];
}

function encodeSystem(body: FieldReader): Message[] {
  const system = body.get("system");
  if (system === null || system === "") return [];
  const content = typeof system === "string" ? system : encodeBlocks(blocksIn(body, "system"));
  return content.length === 0 ? [] : [{ role: "system", content }];
}

function encodeMessage(message: FieldReader): Message[] {
  const role = message.oneOf("role", ["user", "assistant", "system"]);
  if (role === null) {
    const param = message.param("role");
    message.problems.invalid(param, `Missing required parameter: '${param}'. Expected user or assistant.`);
    return [];
  }
  const content = message.get("content");
  if (typeof content === "string") return [{ role, content }];
  const blocks = blocksIn(message, "content");
  if (role === "assistant") return [encodeAssistant(blocks)];
  if (role === "system") return [{ role, content: encodeBlocks(blocks) }];
  return encodeUser(blocks);
}

/** A list of blocks; null and other types are reported. */
function blocksIn(holder: FieldReader, name: string): FieldReader[] {
  return (holder.array(name) ?? []).flatMap((value, index) => {
    const path = `${holder.param(name)}.${index}`;
    if (isObject(value)) return [new FieldReader(value, path, holder.problems)];
    holder.problems.invalid(path, `Invalid type for '${path}': expected a content block, but got ${typeName(value)}.`);
    return [];
  });
}

/** Results are messages of their own in a chat, and come before what the user says beside them. */
function encodeUser(blocks: readonly FieldReader[]): Message[] {
  const results = blocks.filter((block) => block.get("type") === "tool_result");
  const said = encodeBlocks(blocks.filter((block) => !results.includes(block)));
  return [...results.map(encodeResult), ...(said.length > 0 || results.length === 0 ? [{ role: "user", content: said }] : [])];
}

/** A chat has no word for a tool that failed, so that the model is told in its text. */
function encodeResult(block: FieldReader): Message {
  const given = block.get("content");
  const parts = typeof given === "string" ? [{ type: "text", text: given }] : encodeBlocks(blocksIn(block, "content"));
  const content = block.flag("is_error") === true ? [{ type: "text", text: "The tool failed:" }, ...parts] : parts;
  const marker = block.get("cache_control");
  return {
    role: "tool",
    tool_call_id: block.requiredText("tool_use_id"),
    content: plainText(content),
    ...(marker !== null && { cache_control: marker }),
  };
}

function encodeAssistant(blocks: readonly FieldReader[]): Message {
  const calls = blocks.filter((block) => block.get("type") === "tool_use");
  const thoughts = blocks.filter((block) => /^(?:redacted_)?thinking$/.test(String(block.get("type"))));
  const said = encodeBlocks(blocks.filter((block) => !calls.includes(block) && !thoughts.includes(block)));
  const reasoning = thoughts.map((block) => block.text("thinking") ?? "").join("");
  const signed = thoughts.map(keepThought).filter((thought) => thought !== null);
  return {
    role: "assistant",
    content: said.length === 0 ? null : plainText(said),
    ...(reasoning !== "" && { reasoning_content: reasoning }),
    ...(signed.length > 0 && { extra_content: { anthropic: { thinking_blocks: signed } } }),
    ...(calls.length > 0 && { tool_calls: calls.map(encodeCall) }),
  };
}

/** Null for a thought that nobody wants back: those without a signature were other providers'. */
function keepThought(block: FieldReader): Fields | null {
  if (block.get("type") === "redacted_thinking") return { type: "redacted_thinking", data: block.text("data") };
  const signature = block.text("signature");
  return signature ? { type: "thinking", thinking: block.text("thinking") ?? "", signature } : null;
}

function encodeCall(block: FieldReader): Fields {
  return {
    id: block.requiredText("id"),
    type: "function",
    function: { name: block.requiredText("name"), arguments: JSON.stringify(block.object("input") ?? {}) },
  };
}
