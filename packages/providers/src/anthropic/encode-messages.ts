import { type AssistantTurn, arrangeTurns, type Conversation, type ToolResult, type Turn, type UserTurn } from "../chat/arrange-turns.ts";
import type { ChatRequest, TextPart } from "../chat/chat-request.ts";
import type { Problems } from "../chat/problems.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import { cacheControl, encodeParts } from "./encode-content.ts";
import type { Block } from "./messages-body.ts";
import { readThinking } from "./thinking-blocks.ts";

/** Anthropic's conversations begin with the user; one that does not is given this first turn. */
const OPENING = "(The conversation begins with the assistant.)";

export interface EncodeMessagesOptions {
  readonly names: ToolNames;
  /** Thoughts of earlier turns go back: not to models that know none. */
  readonly keepsThinking: boolean;
  readonly problems: Problems;
}

export interface EncodedMessages {
  readonly system: Block[];
  readonly messages: { role: "user" | "assistant"; content: Block[] }[];
}

export function encodeMessages(request: ChatRequest, options: EncodeMessagesOptions): EncodedMessages {
  const { system, turns }: Conversation = arrangeTurns(request);
  const messages = turns.map((turn) => ({ role: turn.role, content: encodeTurn(turn, options) }));
  const last = messages.at(-1);
  if (last?.role === "assistant") last.content = begunAnswer(last.content);
  const filled = messages.filter(({ content }) => content.length > 0);
  if (filled.length === 0)
    options.problems.invalid(
      "messages",
      "Invalid 'messages': there is no message with content. Give at least one whose 'content' is not empty.",
    );
  if (filled[0]?.role === "assistant") filled.unshift({ role: "user", content: [{ type: "text", text: OPENING }] });
  return { system: encodeParts(system, options.problems), messages: filled };
}

function encodeTurn(turn: Turn, options: EncodeMessagesOptions): Block[] {
  return turn.role === "user" ? encodeUser(turn, options) : encodeAssistant(turn, options);
}

/** Results come first: Anthropic refuses anything before them. */
function encodeUser({ results, parts }: UserTurn, { problems }: EncodeMessagesOptions): Block[] {
  return [...results.map((result) => encodeResult(result, problems)), ...encodeParts(parts, problems)];
}

function encodeResult({ toolCallId, parts }: ToolResult, problems: Problems): Block {
  const blocks = encodeParts(parts, problems);
  const marker = parts.findLast((part) => part.cache !== null)?.cache ?? null;
  for (const block of blocks) delete block.cache_control;
  const [only] = blocks;
  const content = blocks.length === 1 && only?.type === "text" ? only["text"] : blocks;
  return { type: "tool_result", tool_use_id: toolCallId, ...(blocks.length > 0 && { content }), ...cacheControl(marker) };
}

function encodeAssistant({ messages }: AssistantTurn, { names, keepsThinking, problems }: EncodeMessagesOptions): Block[] {
  return messages.flatMap((message) => [
    ...(keepsThinking ? readThinking(message).map((block): Block => ({ ...block })) : []),
    ...encodeParts(message.parts satisfies readonly TextPart[], problems),
    ...message.toolCalls.map(
      (call): Block => ({ type: "tool_use", id: call.id, name: names.toProvider(call.name), input: call.arguments }),
    ),
  ]);
}

/**
 * What the model is to go on from: "final assistant content cannot end with trailing whitespace", and thoughts are refused
 * there, because a begun answer and thinking exclude each other.
 */
function begunAnswer(content: Block[]): Block[] {
  const said = content.filter((block) => !block.type.endsWith("thinking"));
  const last = said.at(-1);
  if (last?.type !== "text") return said;
  return [...said.slice(0, -1), { ...last, text: String(last["text"]).trimEnd() }];
}
