import { countTokens, TOKENS_PER_ATTACHMENT, TOKENS_PER_MESSAGE } from "./tokens.ts";

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, as text. */
  readonly arguments: string;
}

export interface Turn {
  readonly role: "system" | "user" | "assistant" | "tool";
  readonly text: string;
  /** Pictures, sounds and files. */
  readonly attachments?: number;
  readonly calls?: readonly ToolCall[];
  /** On a tool's turn: the call that it answers. */
  readonly callId?: string;
}

export interface ToolSpec {
  readonly name: string;
  readonly description: string;
  readonly parameters: unknown;
}

export interface ToolChoice {
  readonly mode: "none" | "auto" | "required";
  /** The one tool to call. */
  readonly name?: string;
}

export type Format = { readonly kind: "text" } | { readonly kind: "json" } | { readonly kind: "schema"; readonly schema: unknown };

/** What every wire's request comes to: the simulator thinks about this, and knows nothing of wires. */
export interface Conversation {
  readonly turns: readonly Turn[];
  readonly tools: readonly ToolSpec[];
  readonly toolChoice: ToolChoice;
  readonly parallelCalls: boolean;
  readonly format: Format;
}

/** Characters of a message that are read for their meaning; the rest is counted only, so that a long prompt costs the simulator little. */
export const MAX_READ = 2000;

/** The prompt as one text: what the prompt cache compares, and what a request's id is made of. */
export function promptText({ turns, tools }: Conversation): string {
  const spoken = turns.map(({ role, text, calls = [] }) => `${role}\n${text}${calls.map((call) => call.name + call.arguments).join("")}`);
  return toolsText(tools) + spoken.join("");
}

/** Prompt tokens: each message's text and calls, four a message, 85 an attachment, and the tools as JSON. */
export function countPromptTokens({ turns, tools }: Pick<Conversation, "turns" | "tools">): number {
  return turns.reduce(
    (sum, { text, calls = [], attachments = 0 }) =>
      sum + TOKENS_PER_MESSAGE + countTokens(text) + countCallTokens(calls) + attachments * TOKENS_PER_ATTACHMENT,
    countTokens(toolsText(tools)),
  );
}

export function countCallTokens(calls: readonly Pick<ToolCall, "name" | "arguments">[]): number {
  return calls.reduce((sum, call) => sum + countTokens(call.name + call.arguments), 0);
}

function toolsText(tools: readonly ToolSpec[]): string {
  return tools.length === 0 ? "" : JSON.stringify(tools);
}

/** What the user said last. */
export function lastUserText({ turns }: Pick<Conversation, "turns">): string {
  return turns.findLast((turn) => turn.role === "user")?.text ?? "";
}
