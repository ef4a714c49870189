import type { Behaviour } from "./behaviour.ts";
import { type Conversation, countCallTokens, countPromptTokens, lastUserText, promptText, type ToolCall } from "./conversation.ts";
import { digest } from "./digest.ts";
import { limit } from "./limit.ts";
import { think } from "./think.ts";
import { countTokens, cutToTokens } from "./tokens.ts";

export interface Commission {
  readonly model: string;
  readonly behaviour: Behaviour;
  readonly conversation: Conversation;
  /** What else the answer depends on; requests that differ in it get other ids. */
  readonly options: unknown;
  /** Tokens of thoughts and text together; null when there is no limit. */
  readonly maxTokens: number | null;
  readonly stops: readonly string[];
  /** Tokens of thoughts at most; 0 for a model that does not think aloud. */
  readonly thinkingTokens: number;
  /** Tells the candidates of one request apart. */
  readonly variant?: number;
}

/** An answer, decided in full before a byte is written: streamed and not, it is the same. */
export interface Composition {
  /** Hexadecimal, the same for the same request. */
  readonly id: string;
  readonly thoughts: string;
  readonly text: string | null;
  readonly calls: readonly ToolCall[];
  readonly finish: "stop" | "length" | "calls";
  /** The stop word that ended it. */
  readonly stop: string | null;
  readonly promptTokens: number;
  readonly thoughtTokens: number;
  /** Tokens of text and calls, without the thoughts. */
  readonly spokenTokens: number;
}

/** What the model answers, in no wire's words. */
export function compose(commission: Commission): Composition {
  const { conversation, behaviour, maxTokens, stops, variant = 0 } = commission;
  const prompt = behaviour.kind === "fast" ? "" : promptText(conversation);
  const id = digest(`${commission.model}\n${prompt}\n${JSON.stringify([commission.options, variant])}`);
  const thought = think(conversation, behaviour, variant);
  // Thoughts take half of the limit at most, so that some answer is always left.
  const room = Math.min(commission.thinkingTokens, maxTokens === null ? Number.POSITIVE_INFINITY : Math.floor(maxTokens / 2));
  const names = thought.kind === "calls" ? thought.calls.map((call) => call.name) : [];
  const thoughts = room > 0 ? cutToTokens(thoughtsOn(lastUserText(conversation), names), room) : "";
  const thoughtTokens = countTokens(thoughts);
  const common = { id, thoughts, thoughtTokens, promptTokens: countPromptTokens(conversation) };
  if (thought.kind === "calls") {
    const calls = thought.calls.map((call, index) => ({ id: digest(`${id}/${index}`), ...call }));
    return { ...common, text: null, calls, finish: "calls", stop: null, spokenTokens: countCallTokens(calls) };
  }
  const said = limit(thought.text, { maxTokens: maxTokens === null ? null : maxTokens - thoughtTokens, stops });
  return { ...common, ...said, calls: [], spokenTokens: countTokens(said.text) };
}

/** How much of the question a thought repeats. */
const MAX_REPEATED = 80;

function thoughtsOn(asked: string, tools: readonly string[]): string {
  const question = asked.length > MAX_REPEATED ? `${asked.slice(0, MAX_REPEATED)}…` : asked;
  const way = tools.length > 0 ? `I cannot know that by myself; ${tools.join(" and ")} can tell.` : "I can answer that from what I have.";
  return `The user says: “${question}”. ${way} Keep it short, and true as far as a simulator can.`;
}
