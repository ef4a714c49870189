import { isObject, type Json, objectsIn } from "../json.ts";
import { checkKnown, eachProblem, firstProblem, isRequired, type Problem } from "./check.ts";
import { checkBlocks } from "./check-block.ts";

/** Anthropic joins messages of one role that follow each other: a turn is what comes of that. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly blocks: readonly Json[];
}

/** What is wrong with `messages`, block by block and then as a conversation. */
export function checkMessages(messages: unknown): Problem {
  if (messages === undefined || messages === null) return isRequired("messages");
  if (!Array.isArray(messages)) return "messages: Input should be a valid list";
  if (messages.length === 0) return "messages: at least one message is required";
  const each = eachProblem(messages, (message, index) => checkMessage(message, index, index === messages.length - 1));
  return each ?? checkTurns(turnsOf(messages));
}

/** Messages whose blocks have been checked, as turns. */
export function turnsOf(messages: unknown): readonly Turn[] {
  const turns: { role: Turn["role"]; blocks: Json[] }[] = [];
  for (const message of objectsIn(messages)) {
    const role = message["role"] === "assistant" ? "assistant" : "user";
    const { content } = message;
    const blocks = typeof content === "string" ? [{ type: "text", text: content }] : objectsIn(content);
    const last = turns.at(-1);
    if (last?.role === role) last.blocks.push(...blocks);
    else turns.push({ role, blocks: [...blocks] });
  }
  return turns;
}

function checkMessage(message: unknown, index: number, isLast: boolean): Problem {
  const at = `messages.${index}`;
  if (!isObject(message)) return `${at}: Input should be a valid dictionary or object to extract fields from`;
  const { role, content } = message;
  if (role === "system")
    return 'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.';
  if (role !== "user" && role !== "assistant")
    return `messages: Unexpected role "${String(role)}". Allowed roles are "user" or "assistant"`;
  if (content === undefined || content === null) return isRequired(`${at}.content`);
  if (typeof content !== "string" && !Array.isArray(content)) return `${at}.content: Input should be a valid list`;
  const mayBeEmpty = isLast && role === "assistant";
  return firstProblem([
    () => checkKnown(message, ["role", "content"], at),
    () =>
      content.length === 0 && !mayBeEmpty
        ? `${at}: all messages must have non-empty content except for the optional final assistant message`
        : null,
    () =>
      typeof content === "string" && content !== "" && content.trim() === ""
        ? "messages: text content blocks must contain non-whitespace text"
        : null,
    () => (Array.isArray(content) ? checkBlocks(content, role, `${at}.content`) : null),
  ]);
}

function checkTurns(turns: readonly Turn[]): Problem {
  if (turns[0]?.role !== "user") return 'messages: first message must use the "user" role';
  return eachProblem(turns, (turn, index) =>
    firstProblem([
      () => checkUses(turn, turns[index + 1], index),
      () => checkResults(turn, turns[index - 1], index),
      () => (index === turns.length - 1 ? checkEnd(turn) : null),
    ]),
  );
}

const idsOf = ({ blocks }: Turn, type: string, name: string) =>
  blocks.filter((block) => block["type"] === type).map((block) => block[name]);

function checkUses(turn: Turn, next: Turn | undefined, index: number): Problem {
  const asked = idsOf(turn, "tool_use", "id");
  if (new Set(asked).size !== asked.length) return `messages.${index}.content: \`tool_use\` ids must be unique`;
  if (!next) return null;
  const given = idsOf(next, "tool_result", "tool_use_id");
  const open = asked.filter((id) => !given.includes(id));
  if (open.length === 0) return null;
  return `messages.${index}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
}

function checkResults(turn: Turn, before: Turn | undefined, index: number): Problem {
  const asked = before ? idsOf(before, "tool_use", "id") : [];
  const given = idsOf(turn, "tool_result", "tool_use_id");
  const stray = given.find((id) => !asked.includes(id));
  if (stray !== undefined)
    return `messages.${index}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${String(stray)}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
  if (new Set(given).size !== given.length)
    return `messages.${index}: each tool_use must have a single result. Found multiple \`tool_result\` blocks with the same id`;
  const lastResult = turn.blocks.findLastIndex((block) => block["type"] === "tool_result");
  return lastResult >= given.length
    ? `messages.${index}: \`tool_result\` blocks must come first in the content of a message that holds them`
    : null;
}

function checkEnd({ role, blocks }: Turn): Problem {
  const last = blocks.at(-1);
  if (role !== "assistant" || last?.["type"] !== "text") return null;
  return /\s$/.test(String(last["text"])) ? "messages: final assistant content cannot end with trailing whitespace" : null;
}
