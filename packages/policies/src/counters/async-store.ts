import type { Claim, CounterStore, Grant, Lease, Refusal, Standing, Use } from "./counter-store.ts";
import { counterName, MemoryStore } from "./memory-store.ts";

/** Between comparisons with the others: for so long gateways do not know of each other's callers. */
const COMPARE_MS = 1_000;

/** The counters that are compared with: adds an amount, and says what counts in all. */
interface SharedCounters {
  nowMs(): number;
  exchange(counter: Pick<Claim, "key" | "window">, amount: number): Promise<number[]>;
}

interface Compared {
  readonly claim: Claim;
  /** Used here and not told yet. */
  untold: number;
}

/**
 * Counts in this gateway, at once, and tells the shared counters every second what was used, learning what others have used. Several
 * gateways may overshoot by what they grant between two comparisons; while the shared counters are away each counts its own callers alone.
 */
export class AsyncStore implements CounterStore {
  readonly #local: MemoryStore;
  readonly #shared: SharedCounters;
  readonly #compared = new Map<string, Compared>();
  readonly #timer: NodeJS.Timeout;
  #comparing = false;

  constructor(shared: SharedCounters) {
    this.#shared = shared;
    this.#local = new MemoryStore({ nowMs: () => shared.nowMs() });
    this.#timer = setInterval(() => void this.compare(), COMPARE_MS);
    this.#timer.unref();
  }

  nowMs(): number {
    return this.#shared.nowMs();
  }

  reserve(claims: readonly Claim[], use: Use = "held"): Grant | Refusal {
    const answer = this.#local.reserve(claims, use);
    for (const claim of claims) {
      const name = counterName(claim);
      const compared = this.#compared.get(name) ?? { claim, untold: 0 };
      if (answer.granted && use === "spent") compared.untold += claim.amount;
      this.#compared.set(name, compared);
    }
    return answer;
  }

  settle(lease: Lease, actual: readonly number[]): void {
    this.#local.settle(lease, actual);
    for (const [at, claim] of lease.claims.entries()) {
      const compared = this.#compared.get(counterName(claim));
      if (compared) compared.untold += actual[at] ?? 0;
    }
  }

  peek(claims: readonly Claim[]): readonly Standing[] {
    return this.#local.peek(claims);
  }

  /** What could not be told is told the next time. */
  async compare(): Promise<void> {
    if (this.#comparing) return;
    this.#comparing = true;
    try {
      await Promise.all([...this.#compared].map(([name, compared]) => this.#compareOne(name, compared)));
    } finally {
      this.#comparing = false;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.compare();
  }

  async #compareOne(name: string, compared: Compared): Promise<void> {
    const told = compared.untold;
    compared.untold = 0;
    try {
      const [total = 0] = await this.#shared.exchange(compared.claim, told);
      this.#local.knowElsewhere(name, total, compared.untold);
      if (this.#local.state(name) === null && compared.untold === 0) this.#compared.delete(name);
    } catch {
      compared.untold += told;
    }
  }
}
