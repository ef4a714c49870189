import { randomUUID } from "node:crypto";
import type { Claim, CounterStore, Grant, Lease, Refusal, Standing, Use } from "./counter-store.ts";
import { counterName, MemoryStore } from "./memory-store.ts";

/** Between comparisons with the others: for so long gateways do not know of each other's callers. */
const COMPARE_MS = 1_000;

/** The counters that are compared with: adds an amount, once however often it is told under one id, and says what counts in all. */
interface SharedCounters {
  nowMs(): number;
  exchange(counter: Pick<Claim, "key" | "window">, used: Told): Promise<number[]>;
}

export interface Told {
  readonly id: string;
  readonly amount: number;
}

interface Compared {
  readonly claim: Claim;
  /** Used here and not told yet. */
  untold: number;
  /** Told, and nobody knows whether it was heard. */
  doubtful: Told | null;
  /** Since the comparison began. */
  asked: boolean;
}

/**
 * Counts in this gateway, at once, and tells the shared counters every second what was used, learning what others have used. Several
 * gateways may overshoot by what they grant between two comparisons; while the shared counters are away each counts its own callers alone.
 * Only counters that somebody asked for since are compared: there may be a hundred thousand, most of them idle. So a gateway learns a
 * second after a caller's first call what that caller has used elsewhere.
 */
export class AsyncStore implements CounterStore {
  readonly #local: MemoryStore;
  readonly #shared: SharedCounters;
  /** Those that were asked for since they were compared last. */
  readonly #due = new Map<string, Compared>();
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
    for (const claim of claims) this.#use(claim, answer.granted && use === "spent" ? claim.amount : 0);
    return answer;
  }

  settle(lease: Lease, actual: readonly number[]): void {
    this.#local.settle(lease, actual);
    for (const [at, claim] of lease.claims.entries()) this.#use(claim, actual[at] ?? 0);
  }

  peek(claims: readonly Claim[]): readonly Standing[] {
    for (const claim of claims) this.#use(claim, 0);
    return this.#local.peek(claims);
  }

  /** What could not be told is told the next time. */
  async compare(): Promise<void> {
    if (this.#comparing) return;
    this.#comparing = true;
    try {
      await Promise.all([...this.#due].map(([name, compared]) => this.#compareOne(name, compared)));
    } finally {
      this.#comparing = false;
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.compare();
  }

  #use(claim: Claim, amount: number): void {
    const name = counterName(claim);
    const compared = this.#due.get(name) ?? { claim, untold: 0, doubtful: null, asked: true };
    compared.untold += amount;
    compared.asked = true;
    this.#due.set(name, compared);
  }

  async #compareOne(name: string, compared: Compared): Promise<void> {
    compared.asked = false;
    if (compared.doubtful === null) {
      compared.doubtful = { id: randomUUID(), amount: compared.untold };
      compared.untold = 0;
    }
    try {
      const [total = 0] = await this.#shared.exchange(compared.claim, compared.doubtful);
      compared.doubtful = null;
      this.#local.knowElsewhere(name, total, compared.untold);
      if (!compared.asked && compared.untold === 0) this.#due.delete(name);
    } catch {
      // It is due still, and told again under the same id.
    }
  }
}
