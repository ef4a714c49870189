import { Counter, type CounterState } from "./counter.ts";
import type { Claim, CounterStore, Grant, Lease, Refusal, Standing, Use, Window } from "./counter-store.ts";

/** A request lasts minutes; what is open for longer was lost by a bug, and must not be held for ever. */
const LEASE_MS = 3_600_000;
/** A counter takes some hundred bytes, a busy one some kilobytes. Callers who may choose their key must not fill the memory. */
const MOST_COUNTERS = 200_000;
/** Between looks for counters that nobody needs any more. */
const SWEEP_MS = 60_000;
/** And while the house is full: a look at all of them takes some ten milliseconds, which a caller of many names must not ask for at will. */
const FULL_SWEEP_MS = 1_000;

interface MemoryStoreOptions {
  readonly nowMs?: () => number;
  readonly leaseMs?: number;
  readonly mostCounters?: number;
}

/** Counters of one process. Answers at once; what is asked and granted happens in one step, whoever else asks. */
export class MemoryStore implements CounterStore {
  readonly nowMs: () => number;
  readonly #leaseMs: number;
  readonly #mostCounters: number;
  readonly #counters = new Map<string, Counter>();
  readonly #changed = new Set<string>();
  #leases = 0;
  #sweptMs = 0;

  constructor({ nowMs = Date.now, leaseMs = LEASE_MS, mostCounters = MOST_COUNTERS }: MemoryStoreOptions = {}) {
    this.nowMs = nowMs;
    this.#leaseMs = leaseMs;
    this.#mostCounters = mostCounters;
  }

  reserve(claims: readonly Claim[], use: Use = "held"): Grant | Refusal {
    const nowMs = this.nowMs();
    this.#sweep(nowMs);
    const counters = claims.map((claim) => this.#counter(claim, nowMs));
    for (const [at, claim] of claims.entries()) {
      const counter = counters[at];
      if (counter && !fits(counter, claim, nowMs)) return refuse(counter, claim, { at, nowMs });
    }
    const id = String(++this.#leases);
    for (const [at, claim] of claims.entries()) {
      if (use === "held") counters[at]?.open(id, claim.amount, nowMs + this.#leaseMs);
      else counters[at]?.add(claim.amount, nowMs);
      this.#changed.add(counterName(claim));
    }
    return { granted: true, lease: { id, claims }, standings: this.peek(claims) };
  }

  settle({ id, claims }: Lease, actual: readonly number[]): void {
    const nowMs = this.nowMs();
    for (const [at, claim] of claims.entries()) {
      const name = counterName(claim);
      if (this.#counters.get(name)?.settle(id, actual[at] ?? 0, nowMs)) this.#changed.add(name);
    }
  }

  peek(claims: readonly Claim[]): readonly Standing[] {
    const nowMs = this.nowMs();
    return claims.map((claim) => {
      const counter = this.#counters.get(counterName(claim));
      if (!counter) return { remaining: claim.limit, resetMs: claim.window.type === "part" ? claim.window.endMs : nowMs };
      return standing(counter, claim, nowMs);
    });
  }

  /** Names of counters that changed since this was asked last. */
  takeChanged(): readonly string[] {
    const names = [...this.#changed];
    this.#changed.clear();
    return names;
  }

  /** Null where it is gone. */
  state(name: string): CounterState | null {
    return this.#counters.get(name)?.state(this.nowMs()) ?? null;
  }

  get size(): number {
    return this.#counters.size;
  }

  get names(): readonly string[] {
    return [...this.#counters.keys()];
  }

  /** What was set aside when the state was written is used now: the provider may have been paid for it. */
  restore(name: string, state: CounterState): void {
    const nowMs = this.nowMs();
    const counter = new Counter(state.window, { ...state, kept: state.kept + (state.window.type === "part" ? state.open : 0) });
    if (state.window.type === "rolling") counter.add(state.open, nowMs);
    if (!counter.isEmpty(nowMs)) this.#counters.set(name, counter);
  }

  /** Of what counts in all, what this store has not counted itself; `untold` is its own that is not among it yet. */
  knowElsewhere(name: string, total: number, untold: number): void {
    const nowMs = this.nowMs();
    const counter = this.#counters.get(name);
    if (counter) counter.knowElsewhere(Math.max(0, total - (counter.settled(nowMs) - untold)), counter.resetMs(nowMs));
  }

  #counter(claim: Claim, nowMs: number): Counter {
    const name = counterName(claim);
    const known = this.#counters.get(name);
    if (known) return known;
    if (this.#counters.size >= this.#mostCounters) {
      this.#sweep(nowMs, FULL_SWEEP_MS);
      if (this.#counters.size >= this.#mostCounters) throw new Error(`more than ${this.#mostCounters} counters are in use`);
    }
    const made = new Counter(claim.window);
    this.#counters.set(name, made);
    return made;
  }

  #sweep(nowMs: number, everyMs = SWEEP_MS): void {
    if (nowMs - this.#sweptMs < everyMs) return;
    this.#sweptMs = nowMs;
    for (const [name, counter] of this.#counters) {
      if (!counter.isEmpty(nowMs)) continue;
      this.#counters.delete(name);
      this.#changed.delete(name);
    }
  }
}

/** A part of the calendar has a counter of its own, and so has each length of a rolling window. */
export function counterName({ key, window }: { readonly key: string; readonly window: Window }): string {
  return `${key}:${window.type === "rolling" ? window.lengthMs : `${window.startMs}-${window.endMs}`}`;
}

function fits(counter: Counter, { amount, limit }: Claim, nowMs: number): boolean {
  return counter.used(nowMs) + Math.max(1, amount) <= limit;
}

function standing(counter: Counter, { limit }: Claim, nowMs: number): Standing {
  return { remaining: limit - counter.used(nowMs), resetMs: counter.resetMs(nowMs) };
}

function refuse(counter: Counter, claim: Claim, { at, nowMs }: { readonly at: number; readonly nowMs: number }): Refusal {
  const amount = Math.max(1, claim.amount);
  const needed = counter.used(nowMs) + amount - claim.limit;
  const retryAtMs = amount > claim.limit ? null : counter.freedAtMs(needed, nowMs);
  return { granted: false, at, standing: standing(counter, claim, nowMs), retryAtMs };
}
