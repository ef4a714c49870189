import type { JsonObject } from "@sluice/definition/json";

/** A conversation, or two side by side that share what the person says. Kept in memory only. */

export const LANES = ["first", "second"] as const;
export type Lane = (typeof LANES)[number];

export interface Picture {
  readonly name: string;
  /** A data URL. */
  readonly url: string;
}

export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** JSON, as the model wrote it. */
  readonly arguments: string;
  /** What its provider wants back with it, such as a thought's signature. */
  readonly extra: JsonObject | null;
}

/** As the stream told it: cached among the prompt's, reasoning among the completion's. */
export interface ToldUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cachedTokens: number;
  readonly reasoningTokens: number;
}

/** Why there is no whole answer, in the gateway's words where it has said something. */
export interface Problem {
  /** Null: no answer came, or it broke off. */
  readonly status: number | null;
  readonly code: string | null;
  readonly message: string;
  readonly retryAfterSeconds: number | null;
}

export interface Answer {
  readonly key: string;
  readonly model: string;
  readonly state: "running" | "done" | "stopped" | "failed";
  readonly text: string;
  readonly reasoning: string;
  readonly refusal: string;
  readonly toolCalls: readonly ToolCall[];
  /** What the provider wants back with the whole message. */
  readonly extra: JsonObject | null;
  /** By the call's id, written by the person; null until all are given. */
  readonly results: Readonly<Record<string, string>> | null;
  readonly finishReason: string | null;
  readonly modelAnswered: string | null;
  readonly usage: ToldUsage | null;
  readonly requestId: string | null;
  /** Milliseconds since the call was sent. */
  readonly firstTokenMs: number | null;
  readonly totalMs: number | null;
  readonly problem: Problem | null;
}

export interface Turn {
  readonly key: string;
  readonly text: string;
  readonly picture: Picture | null;
  /** In each lane one answer, and one more after each round of tool results. */
  readonly answers: Readonly<Record<Lane, readonly Answer[]>>;
}

export function newAnswer(key: string, model: string): Answer {
  return {
    key,
    model,
    state: "running",
    text: "",
    reasoning: "",
    refusal: "",
    toolCalls: [],
    extra: null,
    results: null,
    finishReason: null,
    modelAnswered: null,
    usage: null,
    requestId: null,
    firstTokenMs: null,
    totalMs: null,
    problem: null,
  };
}

export function newTurn(key: string, { text, picture }: Pick<Turn, "text" | "picture">): Turn {
  return { key, text, picture, answers: { first: [], second: [] } };
}

export function withAnswer(turns: readonly Turn[], { turnKey, lane }: { readonly turnKey: string; readonly lane: Lane }, answer: Answer) {
  return turns.map((turn) =>
    turn.key === turnKey ? { ...turn, answers: { ...turn.answers, [lane]: [...turn.answers[lane], answer] } } : turn,
  );
}

export function changeAnswer(turns: readonly Turn[], key: string, change: Partial<Answer>): readonly Turn[] {
  const changed = (answers: readonly Answer[]) =>
    answers.some((answer) => answer.key === key)
      ? answers.map((answer) => (answer.key === key ? { ...answer, ...change } : answer))
      : answers;
  return turns.map((turn) => {
    const first = changed(turn.answers.first);
    const second = changed(turn.answers.second);
    return first === turn.answers.first && second === turn.answers.second ? turn : { ...turn, answers: { first, second } };
  });
}

/** What came before a turn, without it and what followed. */
export function turnsBefore(turns: readonly Turn[], key: string): readonly Turn[] {
  const at = turns.findIndex((turn) => turn.key === key);
  return at < 0 ? turns : turns.slice(0, at);
}

export function isRunning(turns: readonly Turn[]): boolean {
  return turns.some(({ answers }) => LANES.some((lane) => answers[lane].some(({ state }) => state === "running")));
}
