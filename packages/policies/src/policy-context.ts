import type { ExpressionContext } from "@sluice/expression/context";
import type { TokenUsage } from "@sluice/wire/usage";
import type { PolicyCall } from "./policy-call.ts";

/** What a policy has done or would have done, for the request's log. Holds no text of the call or its answer. */
export interface Decision {
  readonly policy: string;
  /** The step's name, or its place. */
  readonly step: string;
  readonly action: "allowed" | "changed" | "blocked" | "would_block" | "answered" | "failed";
  /** In words, without content: "2 of 10,000 tokens left", "EMAIL at messages.1, 12–31". */
  readonly detail: string;
}

export interface Attributes extends ReadonlyMap<string, unknown> {
  set(name: string, value: unknown): unknown;
}

/** Prices of the model that a call would be sent to now; US dollars per million tokens. */
export interface KnownPrice {
  readonly inputPrice: number | null;
  readonly outputPrice: number | null;
}

/** Headers that go on: names in lower case. */
export interface HeaderEdits {
  set(name: string, value: string): void;
  remove(name: string): void;
  /** All but these are removed. */
  keepOnly(names: readonly string[]): void;
}

/** One request as its policies see it. It lives as long as the request. */
export interface PolicyContext extends ExpressionContext {
  readonly requestId: string;
  readonly call: PolicyCall;
  readonly context: { readonly attributes: Attributes };
  /** The caller's own address, as far as the gateway trusts what it was told; and what proxies have said before. */
  readonly addresses: { readonly caller: string | null; readonly forwarded: readonly string[] };
  /** On the way to the provider, and on the way back. */
  readonly requestHeaders: HeaderEdits;
  readonly responseHeaders: HeaderEdits;
  /** For whom limits count where nothing else is said: the subscription, or the plan's callers together. */
  readonly consumer: { readonly planId: string; readonly subscriptionId: string | null };
  /** The price of what would be called now; null when it is not known which model that is. */
  price(): KnownPrice | null;
  /** The last known usage, while an answer is under way. */
  usage(): TokenUsage;
  nowMs(): number;
  decide(decision: Decision): void;
  /** Aborted when the request is over: nobody waits any more for what others are asked on its behalf. Made when it is asked for. */
  readonly signal: AbortSignal;
}
