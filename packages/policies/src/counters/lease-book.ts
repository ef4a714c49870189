import type { LimitCounters } from "../create-policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import type { Claim, CounterStore, Grant, Lease, Refusal, Soon, Use } from "./counter-store.ts";
import type { ToldLimit } from "./limit-notes.ts";
import type { LimitStrategy } from "./limit-outcomes.ts";
import { StoreFailure } from "./store-failure.ts";

/** The counters cannot be reached. */
export interface Trouble {
  readonly granted: null;
  readonly reason: string;
}

interface Held {
  store: CounterStore;
  lease: Lease | null;
  /** The request is over: a grant that comes now is given back. */
  over: boolean;
}

interface Failed {
  readonly claims: readonly Claim[];
  readonly use: Use;
  readonly error: unknown;
}

interface LeaseBookOptions {
  readonly counters: LimitCounters;
  readonly strategy: LimitStrategy;
  /** Under ASYNC_MODE too, as long as the exact counters can be reached. */
  readonly strict: boolean;
  /** Left out: nobody is told what is left. */
  readonly told?: ToldLimit;
}

/** The leases of requests under way: each is settled once, however the request ends, and whenever its grant comes. */
export class LeaseBook {
  readonly #counters: LimitCounters;
  readonly #strategy: LimitStrategy;
  readonly #store: CounterStore;
  readonly #told: ToldLimit | null;
  readonly #held = new WeakMap<PolicyContext, Held>();

  constructor({ counters, strategy, strict, told }: LeaseBookOptions) {
    this.#told = told ?? null;
    this.#counters = counters;
    this.#strategy = strategy;
    this.#store = strategy === "ASYNC_MODE" && !strict ? counters.local : counters.exact;
  }

  nowMs(): number {
    return this.#store.nowMs();
  }

  reserve(context: PolicyContext, claims: readonly Claim[], use: Use = "held"): Soon<Grant | Refusal | Trouble> {
    const held: Held = { store: this.#store, lease: null, over: this.#held.get(context)?.over ?? false };
    this.#held.set(context, held);
    this.#note(context, this.#store, claims);
    try {
      const answer = this.#store.reserve(claims, use);
      if (!(answer instanceof Promise)) return take(held, answer);
      return answer.then(
        (granted) => take(held, granted),
        (error: unknown) => this.#failed(held, { claims, use, error }),
      );
    } catch (error) {
      return this.#failed(held, { claims, use, error });
    }
  }

  /** What the request has truly used of each claim; null: what was set aside stands. Requests without a lease have nothing to settle. */
  settle(context: PolicyContext, actual: (claims: readonly Claim[]) => readonly number[] | null): void {
    const held = this.#held.get(context);
    if (!held) {
      // One that is still on its way to its first reservation learns there that it is over.
      this.#held.set(context, { store: this.#store, lease: null, over: true });
      return;
    }
    if (held.over) return;
    held.over = true;
    if (held.lease === null) return;
    const { claims } = held.lease;
    held.store.settle(held.lease, actual(claims) ?? claims.map(({ amount }) => amount));
    this.#note(context, held.store, claims);
  }

  #note(context: PolicyContext, store: CounterStore, claims: readonly Claim[]): void {
    if (this.#told === null || this.#counters.notes === undefined) return;
    for (const claim of claims) this.#counters.notes.add(context, this.#told, { claim, store });
  }

  #failed(held: Held, { claims, use, error }: Failed): Soon<Grant | Refusal | Trouble> {
    const lease = error instanceof StoreFailure ? error.lease : null;
    // What is let through is counted when it is over, if the counters can be reached then.
    const keeps = this.#strategy === "FALLBACK_PASS_THROUGH" && use === "held" && !held.over;
    if (keeps) held.lease = lease;
    else if (lease !== null) giveBack(held.store, lease);
    if (this.#strategy === "ASYNC_MODE" && held.store !== this.#counters.local) {
      held.store = this.#counters.local;
      const answer = held.store.reserve(claims, use);
      return answer instanceof Promise ? answer.then((granted) => take(held, granted)) : take(held, answer);
    }
    return { granted: null, reason: error instanceof Error ? error.message : String(error) };
  }
}

function take(held: Held, answer: Grant | Refusal): Grant | Refusal {
  if (!answer.granted) return answer;
  if (held.over) giveBack(held.store, answer.lease);
  else held.lease = answer.lease;
  return answer;
}

function giveBack(store: CounterStore, lease: Lease): void {
  store.settle(
    lease,
    lease.claims.map(() => 0),
  );
}
