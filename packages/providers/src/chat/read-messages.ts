import { type Fields, isObject } from "@sluice/definition/json";
import type { AssistantMessage, CacheMarker, ContentPart, RequestMessage, TextPart, ToolMessage } from "./chat-request.ts";
import { DEEPEST_NESTING, nestsDeeperThan } from "./nesting.ts";
import { type Problems, typeName } from "./problems.ts";
import { type PartType, readCacheMarker, readContent, textPart } from "./read-content.ts";
import { FieldReader } from "./read-fields.ts";
import { readToolCalls } from "./read-tool-calls.ts";
import { ToolCallLedger } from "./tool-call-ledger.ts";

const ROLES = ["system", "developer", "user", "assistant", "tool", "function"] as const;
const TEXT_ONLY: readonly PartType[] = ["text"];
const USER_PARTS: readonly PartType[] = ["text", "image_url", "input_audio", "file"];
/** OpenAI takes text only; Claude and Gemini can look at what a tool shows, and their clients send it. */
const RESULT_PARTS: readonly PartType[] = ["text", "image_url", "file"];

/** The conversation, with tool calls and results paired. */
export function readMessages(body: FieldReader): RequestMessage[] {
  const { problems } = body;
  const list = body.array("messages");
  if (list === null || list.length === 0) {
    problems.invalid("messages", "Missing required parameter: 'messages'. Give an array of at least one message.");
    return [];
  }
  const ledger = new ToolCallLedger();
  const messages: RequestMessage[] = [];
  for (const [index, value] of list.entries()) {
    const path = `messages.${index}`;
    if (!isObject(value)) {
      problems.invalid(path, `Invalid type for '${path}': expected a message object, but got ${typeName(value)}.`);
      return messages;
    }
    const message = readMessage(new FieldReader(value, path, problems), { ledger, previous: messages.at(-1) ?? null });
    if (problems.first !== null || message === null) return messages;
    messages.push(message);
  }
  requireResults(ledger, problems);
  return messages;
}

interface Conversation {
  readonly ledger: ToolCallLedger;
  readonly previous: RequestMessage | null;
}

function readMessage(reader: FieldReader, { ledger, previous }: Conversation): RequestMessage | null {
  const role = reader.oneOf("role", ROLES);
  switch (role) {
    case null:
      reader.problems.invalid(
        reader.param("role"),
        `Missing required parameter: '${reader.param("role")}'. Expected one of ${ROLES.join(", ")}.`,
      );
      return null;
    case "system":
    case "developer":
      return { role: "system", parts: content(reader, TEXT_ONLY) as TextPart[] };
    case "user":
      return { role: "user", parts: content(reader, USER_PARTS) };
    case "assistant":
      if (previous?.role !== "assistant") {
        requireResults(ledger, reader.problems);
        ledger.closeTurn();
      }
      return readAssistant(reader, ledger);
    case "tool":
      return readResult(reader, { id: reader.requiredText("tool_call_id"), param: "tool_call_id", ledger });
    case "function":
      return readResult(reader, { id: `function_${reader.requiredText("name")}`, param: "name", ledger });
  }
}

function content(reader: FieldReader, allowed: readonly PartType[]): ContentPart[] {
  const parts = readContent(reader.get("content"), { path: reader.param("content"), allowed, problems: reader.problems });
  return withMarker(parts, readCacheMarker(reader.get("cache_control")));
}

/** A marker on a message means: up to its end. */
function withMarker<P extends ContentPart>(parts: P[], cache: CacheMarker | null): P[] {
  const last = parts.at(-1);
  return cache === null || last === undefined ? parts : [...parts.slice(0, -1), { ...last, cache }];
}

function readAssistant(reader: FieldReader, ledger: ToolCallLedger): AssistantMessage {
  if (reader.get("audio") !== null)
    reader.problems.unsupported(
      reader.param("audio"),
      `'${reader.param("audio")}' refers to audio kept at OpenAI, which this provider cannot hear.`,
    );
  const given = reader.get("content");
  const parts = given === null ? [] : (content(reader, ["text", "refusal"]) as TextPart[]);
  const refusal = reader.text("refusal");
  const extra = readExtra(reader);
  return {
    role: "assistant",
    parts: refusal ? [...parts, textPart(refusal, null)] : parts,
    toolCalls: readToolCalls(reader, ledger),
    reasoning: stringOrNull(reader.get("reasoning_content")) ?? stringOrNull(reader.get("reasoning")),
    extra,
  };
}

/** `extra_content`, and `thinking_blocks` as LiteLLM's clients keep it. */
function readExtra(reader: FieldReader): Fields | null {
  const extra = reader.get("extra_content");
  const blocks = reader.get("thinking_blocks");
  if (nestsDeeperThan([extra, blocks], DEEPEST_NESTING)) {
    reader.problems.invalid(
      reader.param("extra_content"),
      `'${reader.param("extra_content")}' is nested more than ${DEEPEST_NESTING} levels deep.`,
    );
    return null;
  }
  const known = isObject(extra) ? extra : null;
  return Array.isArray(blocks) && known?.["anthropic"] === undefined ? { ...known, anthropic: { thinking_blocks: blocks } } : known;
}

function readResult(reader: FieldReader, { id, param, ledger }: { id: string; param: string; ledger: ToolCallLedger }): ToolMessage | null {
  const call = ledger.answered(id);
  if (call === null) {
    const at = reader.param(param);
    reader.problems.invalid(
      at,
      `Invalid '${at}': a tool message must answer a tool call of an earlier assistant message, and there is none with this id.`,
    );
    return null;
  }
  const parts = reader.get("content") === null ? [] : (content(reader, RESULT_PARTS) as ToolMessage["parts"]);
  return { role: "tool", toolCallId: call.id, name: call.name, parts };
}

function requireResults(ledger: ToolCallLedger, problems: Problems): void {
  const open = ledger.unanswered();
  if (open.length === 0) return;
  const ids = open.slice(0, 5).join(", ");
  problems.invalid(
    "messages",
    `An assistant message with tool_calls must be followed by tool messages that answer each tool_call_id. These have no answer: ${ids}.`,
  );
}

function stringOrNull(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
