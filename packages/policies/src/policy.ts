import type { Denial } from "@sluice/wire/denial";
import type { TokenUsage } from "@sluice/wire/usage";
import type { PolicyContext } from "./policy-context.ts";
import type { Reply } from "./reply.ts";

/** Go on (null), refuse, or answer in the provider's stead. */
export type Verdict = Denial | Reply | null;

/** What became of a request, once nothing more can happen to it. */
export interface Outcome {
  readonly status: number;
  readonly errorCode: string | null;
  readonly usage: TokenUsage;
  /** US dollars as a decimal; null where a price or the usage is not known. */
  readonly costUsd: string | null;
  readonly modelSent: string | null;
  /** A provider was asked: it may have been paid for. */
  readonly asked: boolean;
}

/** A text of an answer: which of several choices, and what kind of text. */
export interface TextPlace {
  readonly kind: "content" | "reasoning" | "refusal" | "tool_arguments";
  /** Tells places of one answer apart, and is the same for all pieces of one text. */
  readonly id: string;
  /** A text inside of a tool's arguments, which are JSON everywhere else. */
  readonly plain?: true;
}

/**
 * Looks at the texts of one answer as they come, whole or in pieces, and says what may be shown. What it holds back it gives with a later
 * piece, or when the text ends. A denial ends the answer. Right for any split of the text.
 */
export interface TextFilter {
  push(place: TextPlace, text: string): string | Denial | Promise<string | Denial>;
  /** The text at this place has ended. */
  end(place: TextPlace): string | Denial | Promise<string | Denial>;
}

/** What a policy does to a request. Built once per deployment; an absent hook costs nothing per request. */
export interface Policy {
  /** Before a provider is chosen. May change the call through its context. */
  onRequest?(context: PolicyContext): Verdict | Promise<Verdict>;
  /** The provider has begun to answer well. May change the headers that go back. */
  onResponse?(context: PolicyContext): void;
  /** Null where this request's answer is of no interest. */
  filterAnswer?(context: PolicyContext): TextFilter | null;
  /** The answer went to the caller as it is here, whole; null where it was not whole, or too long to be kept. */
  onAnswered?(context: PolicyContext, answer: Reply): void;
  /** Exactly once, after the last byte, whatever happened. Never throws. */
  onSettled?(context: PolicyContext, outcome: Outcome): void;
}
