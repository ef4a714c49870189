import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { testContext } from "../testing/test-context.ts";
import type { Claim, CounterStore, Grant, Lease, Refusal } from "./counter-store.ts";
import { LeaseBook } from "./lease-book.ts";
import type { LimitStrategy } from "./limit-outcomes.ts";
import { MemoryStore } from "./memory-store.ts";
import { StoreFailure } from "./store-failure.ts";

function randomBy(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

/** A store that answers late or fails, having granted or not, and remembers what became of each lease. */
class UnreliableStore implements CounterStore {
  readonly settled = new Map<string, number>();
  readonly granted = new Set<string>();
  readonly #memory = new MemoryStore();
  readonly #random: () => number;

  constructor(random: () => number) {
    this.#random = random;
  }

  nowMs(): number {
    return this.#memory.nowMs();
  }

  reserve(claims: readonly Claim[]): Grant | Refusal | Promise<Grant | Refusal> {
    const dice = this.#random();
    if (dice < 0.4) return this.#reserve(claims);
    const lateMs = Math.floor(this.#random() * 4);
    if (dice < 0.8) return sleep(lateMs).then(() => this.#reserve(claims));
    const lease: Lease = { id: `lost-${dice}`, claims };
    const answer = dice < 0.9 ? this.#reserve(claims) : null;
    return sleep(lateMs).then(() => {
      throw new StoreFailure("it did not answer", answer?.granted ? answer.lease : lease);
    });
  }

  settle(lease: Lease, actual: readonly number[]): void {
    this.settled.set(lease.id, (this.settled.get(lease.id) ?? 0) + 1);
    this.#memory.settle(lease, actual);
  }

  peek(claims: readonly Claim[]) {
    return this.#memory.peek(claims);
  }

  #reserve(claims: readonly Claim[]): Grant | Refusal {
    const answer = this.#memory.reserve(claims);
    if (answer.granted) this.granted.add(answer.lease.id);
    return answer;
  }
}

const CLAIM: Claim = { key: "k", amount: 10, limit: 500, window: { type: "rolling", lengthMs: 0 } };

describe("leases of requests that end at any moment, on a store that fails at any moment", () => {
  test.each(["FALLBACK_PASS_THROUGH", "BLOCK_ON_INTERNAL_ERROR", "ASYNC_MODE"] as const)(
    "are settled exactly once under %s",
    async (strategy: LimitStrategy) => {
      for (let seed = 1; seed <= 20; seed++) {
        const random = randomBy(seed);
        const store = new UnreliableStore(random);
        const local = new MemoryStore();
        const book = new LeaseBook({ counters: { exact: store, local }, strategy, strict: true });
        const request = async (): Promise<void> => {
          const context = testContext();
          const endsMs = Math.floor(random() * 6);
          // The caller may leave before the store has answered, and the end may be told twice.
          const end = sleep(endsMs).then(() => {
            book.settle(context, () => [3]);
            if (random() < 0.3) book.settle(context, () => [9]);
          });
          await Promise.all([Promise.resolve(book.reserve(context, [CLAIM])), end]);
        };
        await Promise.all(Array.from({ length: 40 }, request));
        for (const id of store.granted) expect(store.settled.get(id), `seed ${seed}, lease ${id}`).toBe(1);
        for (const [id, times] of store.settled) expect(times, `seed ${seed}, lease ${id}`).toBe(1);
        expect(store.peek([CLAIM])).toMatchObject([{ remaining: 500 }]);
        expect(local.peek([CLAIM])).toMatchObject([{ remaining: 500 }]);
      }
    },
  );
});
