import type { PastRequest, PastRule } from "./past-request.ts";

export interface PastLimit {
  readonly limit: number;
  readonly periodMs: number;
  readonly amountOf: (request: PastRequest) => number;
}

/**
 * Limits as they would have refused: for each subscription, or for a plan's callers together, no period holds more than the limit. By what
 * calls have really used: what is set aside for answers while they run may refuse some more. What is refused uses nothing.
 */
export function pastLimits(limits: readonly PastLimit[]): PastRule {
  const consumers = new Map<string, readonly PastCounter[]>();
  return (request) => {
    const who = `${request.planId ?? ""} ${request.subscriptionId ?? ""}`;
    const counters = consumers.get(who) ?? limits.map((limit) => new PastCounter(limit));
    consumers.set(who, counters);
    const refused = counters.some((counter) => !counter.hasRoomFor(request));
    if (!refused) for (const counter of counters) counter.count(request);
    return refused;
  };
}

/** What one consumer has used within the period that ends now. Requests come in the order of time. */
class PastCounter {
  readonly #limit: PastLimit;
  readonly #counted: { readonly atMs: number; readonly amount: number }[] = [];
  #oldest = 0;
  #total = 0;

  constructor(limit: PastLimit) {
    this.#limit = limit;
  }

  hasRoomFor(request: PastRequest): boolean {
    const { limit, periodMs, amountOf } = this.#limit;
    for (let counted = this.#counted[this.#oldest]; counted && counted.atMs <= request.atMs - periodMs; ) {
      this.#total -= counted.amount;
      this.#oldest += 1;
      counted = this.#counted[this.#oldest];
    }
    return this.#total + amountOf(request) <= limit;
  }

  count(request: PastRequest): void {
    const amount = this.#limit.amountOf(request);
    this.#counted.push({ atMs: request.atMs, amount });
    this.#total += amount;
  }
}
