import type { Claim, CounterStore, Grant, Refusal, Standing } from "@sluice/policies/counters/counter-store";
import type { LimitCounters } from "@sluice/policies/create-policy";

/** The same counters for whoever only asks: what a call would be told, and nothing is counted. */
export function peekingCounters({ exact, local }: LimitCounters): LimitCounters {
  return { exact: new PeekingStore(exact), local: new PeekingStore(local) };
}

class PeekingStore implements CounterStore {
  readonly #store: CounterStore;

  constructor(store: CounterStore) {
    this.#store = store;
  }

  nowMs(): number {
    return this.#store.nowMs();
  }

  async reserve(claims: readonly Claim[]): Promise<Grant | Refusal> {
    const standings = await this.#store.peek(claims);
    const fitting: Standing[] = [];
    for (const [at, { amount, limit }] of claims.entries()) {
      const standing = standings[at];
      if (!standing) continue;
      // A claim of 0 needs room for 1, as where it is counted.
      if (standing.remaining < Math.max(amount, 1))
        return { granted: false, at, standing, retryAtMs: amount > limit ? null : standing.resetMs };
      fitting.push({ ...standing, remaining: standing.remaining - amount });
    }
    return { granted: true, lease: { id: "", claims }, standings: fitting };
  }

  settle(): void {}

  peek(claims: readonly Claim[]): ReturnType<CounterStore["peek"]> {
    return this.#store.peek(claims);
  }
}
