import { readThinking, type ThinkingBlock } from "../anthropic/thinking-blocks.ts";
import { type AssistantTurn, arrangeTurns, type ToolResult, type Turn, type UserTurn } from "../chat/arrange-turns.ts";
import type { ChatRequest, RequestToolCall } from "../chat/chat-request.ts";
import type { ToolNames } from "../chat/tool-names.ts";
import { cachePoint } from "./cache-points.ts";
import type { Block, ConverseMessage } from "./converse-body.ts";
import { type EncodeContentOptions, encodeParts } from "./encode-content.ts";

/** Bedrock's conversations begin with the user; one that does not is given this first turn. */
const OPENING = "(The conversation begins with the assistant.)";
/** A document is refused without a text beside it. */
const BESIDE_DOCUMENT = "(A document is attached.)";
/** A tool that had nothing to say: blank texts are refused in results too. */
const NO_OUTPUT = "(no output)";

export interface EncodeMessagesOptions extends EncodeContentOptions {
  readonly names: ToolNames;
  /** Calls and results as text: for models that cannot be kept from calling what is declared, when nothing may be called. */
  readonly toolsAsText: boolean;
}

export interface EncodedMessages {
  readonly system: Block[];
  readonly messages: ConverseMessage[];
}

export function encodeMessages(request: ChatRequest, options: EncodeMessagesOptions): EncodedMessages {
  const { system, turns } = arrangeTurns(request);
  const messages = turns.map((turn) => ({ role: turn.role, content: encodeTurn(turn, options) }));
  const last = messages.at(-1);
  if (last?.role === "assistant") last.content = begunAnswer(last.content);
  const joined = joinTurns(messages);
  if (joined.length === 0)
    options.problems.invalid(
      "messages",
      "Invalid 'messages': there is no message with content. Give at least one whose 'content' is not empty.",
    );
  if (joined[0]?.role === "assistant") joined.unshift({ role: "user", content: [{ text: OPENING }] });
  return { system: encodeParts(system, options), messages: joined };
}

/** Turns that came out empty are left out, and their neighbours joined: roles have to alternate. */
function joinTurns(messages: readonly ConverseMessage[]): ConverseMessage[] {
  const joined: ConverseMessage[] = [];
  for (const { role, content } of messages) {
    if (content.length === 0) continue;
    const last = joined.at(-1);
    if (last?.role === role) last.content.push(...content);
    else joined.push({ role, content });
  }
  return joined;
}

function encodeTurn(turn: Turn, options: EncodeMessagesOptions): Block[] {
  return turn.role === "user" ? encodeUser(turn, options) : encodeAssistant(turn, options);
}

/** Results come first: Claude refuses anything before them. */
function encodeUser({ results, parts }: UserTurn, options: EncodeMessagesOptions): Block[] {
  const content = [...results.flatMap((result) => encodeResult(result, options)), ...encodeParts(parts, options)];
  const needsText = content.some((block) => Object.hasOwn(block, "document")) && !content.some((block) => Object.hasOwn(block, "text"));
  return needsText ? [...content, { text: BESIDE_DOCUMENT }] : content;
}

function encodeResult({ toolCallId, name, parts }: ToolResult, options: EncodeMessagesOptions): Block[] {
  const marker = parts.findLast((part) => part.cache !== null)?.cache ?? null;
  const bare = parts.map((part) => ({ ...part, cache: null }));
  const encoded = encodeParts(bare, options);
  const content = encoded.length > 0 ? encoded : [{ text: NO_OUTPUT }];
  if (options.toolsAsText) return [{ text: `[Result of the tool ${name}:]` }, ...content];
  return [{ toolResult: { toolUseId: toolCallId, content } }, ...cachePoint(marker, options.features)];
}

function encodeAssistant({ messages }: AssistantTurn, options: EncodeMessagesOptions): Block[] {
  return messages.flatMap((message) => [
    ...(options.features.keepsThinking ? readThinking(message).flatMap(reasoningBlock) : []),
    ...encodeParts(message.parts, options),
    ...message.toolCalls.map((call) => encodeCall(call, options)),
  ]);
}

function encodeCall({ id, name, arguments: input }: RequestToolCall, { names, toolsAsText }: EncodeMessagesOptions): Block {
  if (toolsAsText) return { text: `[Called the tool ${name} with ${JSON.stringify(input)}]` };
  return { toolUse: { toolUseId: id, name: names.toProvider(name), input } };
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Encrypted thoughts of another provider may be no base64, and Bedrock's have to be. */
function reasoningBlock(block: ThinkingBlock): Block[] {
  if (block.type === "thinking") return [{ reasoningContent: { reasoningText: { text: block.thinking, signature: block.signature } } }];
  return BASE64.test(block.data) ? [{ reasoningContent: { redactedContent: block.data } }] : [];
}

/** What the model is to go on from must not end in white space, and thoughts are refused there. */
function begunAnswer(content: readonly Block[]): Block[] {
  const said = content.filter((block) => !Object.hasOwn(block, "reasoningContent"));
  const at = said.findLastIndex((block) => !Object.hasOwn(block, "cachePoint"));
  const text = said[at]?.["text"];
  return typeof text === "string" ? said.with(at, { text: text.trimEnd() }) : said;
}
