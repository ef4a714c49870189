import type { AssistantMessage, ChatRequest, ContentPart, RequestToolCall, TextPart, ToolMessage } from "./chat-request.ts";

export interface ToolResult {
  readonly toolCallId: string;
  readonly name: string;
  readonly parts: ToolMessage["parts"];
}

export type Turn = UserTurn | AssistantTurn;

export interface UserTurn {
  readonly role: "user";
  /** In the order of the calls that they answer; one for each. */
  readonly results: readonly ToolResult[];
  readonly parts: readonly ContentPart[];
}

export interface AssistantTurn {
  readonly role: "assistant";
  /** Neighbouring assistant messages, as they came. */
  readonly messages: readonly AssistantMessage[];
}

export interface Conversation {
  readonly system: readonly TextPart[];
  /** Roles alternate. May be empty, and may begin with the assistant. */
  readonly turns: readonly Turn[];
}

interface OpenUserTurn {
  readonly role: "user";
  readonly results: ToolResult[];
  readonly parts: ContentPart[];
}

interface OpenAssistantTurn {
  readonly role: "assistant";
  readonly messages: AssistantMessage[];
}

/**
 * The conversation as providers with alternating turns want it: system text on top, neighbours of one role joined, tool
 * results in the user turn after their calls. System messages keep their authority by going to the top wherever they stood
 * (as Anthropic's own OpenAI endpoint does); only those that nothing follows become the user's, because the model is to answer them.
 */
export function arrangeTurns(request: ChatRequest): Conversation {
  const system: TextPart[] = [];
  const turns: (OpenUserTurn | OpenAssistantTurn)[] = [];
  const { messages } = request;
  const lastSpoken = messages.findLastIndex((message) => message.role !== "system");
  const closing = lastSpoken < 0 ? messages.length - 1 : messages[lastSpoken]?.role === "assistant" ? lastSpoken + 1 : messages.length;
  for (const [index, message] of messages.entries()) {
    if (message.role === "assistant") {
      if (message.parts.length > 0 || message.toolCalls.length > 0) openAssistant(turns).messages.push(message);
    } else if (message.role === "system" && index < closing) system.push(...message.parts);
    else if (message.role === "tool") addResult(openUser(turns), message);
    else if (message.parts.length > 0) openUser(turns).parts.push(...message.parts);
  }
  return { system, turns: turns.map((turn, index) => (turn.role === "user" ? inCallOrder(turn, turns[index - 1]) : turn)) };
}

function openUser(turns: (OpenUserTurn | OpenAssistantTurn)[]): OpenUserTurn {
  const last = turns.at(-1);
  if (last?.role === "user") return last;
  const turn: OpenUserTurn = { role: "user", results: [], parts: [] };
  turns.push(turn);
  return turn;
}

function openAssistant(turns: (OpenUserTurn | OpenAssistantTurn)[]): OpenAssistantTurn {
  const last = turns.at(-1);
  if (last?.role === "assistant") return last;
  const turn: OpenAssistantTurn = { role: "assistant", messages: [] };
  turns.push(turn);
  return turn;
}

/** A call has one result: a second answer to it goes on where the first ended. */
function addResult(turn: OpenUserTurn, { toolCallId, name, parts }: ToolMessage): void {
  const at = turn.results.findIndex((result) => result.toolCallId === toolCallId);
  const before = turn.results[at];
  if (before) turn.results[at] = { ...before, parts: [...before.parts, ...parts] };
  else turn.results.push({ toolCallId, name, parts });
}

function inCallOrder(turn: OpenUserTurn, before: OpenUserTurn | OpenAssistantTurn | undefined): UserTurn {
  if (turn.results.length < 2 || before?.role !== "assistant") return turn;
  const order = new Map(callsOf(before).map((call, index) => [call.id, index]));
  return { ...turn, results: turn.results.toSorted((a, b) => (order.get(a.toolCallId) ?? 0) - (order.get(b.toolCallId) ?? 0)) };
}

export function callsOf(turn: AssistantTurn): RequestToolCall[] {
  return turn.messages.flatMap((message) => message.toolCalls);
}
