import type { PolicyCall } from "../policy-call.ts";

/** OpenAI's default for completions, which other servers keep to. */
const COMPLETION_TOKENS = 16;
/** Models that refuse `max_tokens` in a chat (OpenAI: "use max_completion_tokens instead"). */
const NEEDS_NEW_NAME = /^(?:o\d|gpt-[5-9])/;

/** How long an answer may be, by what the caller says. */
export interface AnswerBound {
  /** In tokens, of all choices together; null where the caller sets no maximum. */
  readonly asked: number | null;
  /** The call itself says so, and not only its API's default. */
  readonly isSaid: boolean;
  /** The least that any answer takes: a token for each choice. */
  readonly least: number;
  /** Limits an answer to so many tokens, of all choices together, where the call does not limit it to fewer. True when that changed the call. */
  lower(tokens: number): boolean;
}

/** Null where a call has no answer of tokens: embeddings, and what is no conversation. */
export function answerBound(call: PolicyCall): AnswerBound | null {
  const names = MAXIMUM_NAMES[call.kind];
  if (names.length === 0) return null;
  const choices = choicesOf(call);
  const given = names.flatMap((name) => {
    const value = call.parameter(name);
    return typeof value === "number" && value > 0 ? [{ name, value: Math.floor(value) }] : [];
  });
  const largest = given.length === 0 ? null : Math.max(...given.map(({ value }) => value));
  const asked = largest ?? (call.kind === "completions" ? COMPLETION_TOKENS : null);
  return {
    asked: asked === null ? null : asked * choices,
    isSaid: given.length > 0,
    least: choices,
    lower(tokens) {
      const each = Math.max(1, Math.floor(tokens / choices));
      const changed = given.length === 0 ? [nameFor(call)] : given.filter(({ value }) => value > each).map(({ name }) => name);
      for (const name of changed) call.setParameter(name, each);
      return changed.length > 0;
    },
  };
}

const MAXIMUM_NAMES: Readonly<Record<PolicyCall["kind"], readonly string[]>> = {
  chat: ["max_completion_tokens", "max_tokens"],
  completions: ["max_tokens"],
  responses: ["max_output_tokens"],
  messages: ["max_tokens"],
  embeddings: [],
  count: [],
  other: [],
};

function nameFor(call: PolicyCall): string {
  if (call.kind === "responses") return "max_output_tokens";
  const bare = call.model?.slice(call.model.indexOf(":") + 1) ?? "";
  return call.kind === "chat" && NEEDS_NEW_NAME.test(bare) ? "max_completion_tokens" : "max_tokens";
}

/** Every choice may take the maximum; of completions the best are chosen from more. */
function choicesOf(call: PolicyCall): number {
  if (call.kind !== "chat" && call.kind !== "completions") return 1;
  const many = (name: string): number => {
    const value = call.parameter(name);
    return typeof value === "number" && value >= 1 ? Math.floor(value) : 1;
  };
  return Math.max(many("n"), call.kind === "completions" ? many("best_of") : 1);
}
