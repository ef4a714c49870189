import type { PolicyContext } from "../policy-context.ts";
import type { Claim, CounterStore } from "./counter-store.ts";

/** What a limit counts, for whoever looks at what is left of it. */
export interface ToldLimit {
  readonly policy: string;
  readonly identity: { readonly step: string };
  readonly unit: "TOKENS" | "DOLLARS" | "REQUESTS";
  /** It counts by a key of its own: one subscription may have many counters. */
  readonly keyed: boolean;
}

/** A subscription's counter that a call has touched. */
export interface LimitNote extends Omit<ToldLimit, "identity"> {
  readonly subscriptionId: string;
  /** Tells a subscription's limits apart: of one step, and the same over deployments. */
  readonly limitId: string;
  readonly step: string;
  /** `total`, `input`, `output`, `cost`, `calls`. */
  readonly of: string;
  readonly claim: Claim;
  readonly store: CounterStore;
}

/** A note takes some hundred bytes; whoever is not among so many is told of after their next call. */
const MOST_KEPT = 20_000;

/** Which counters calls have touched since somebody looked: the last one of each limit of each subscription. */
export class LimitNotes {
  readonly #notes = new Map<string, LimitNote>();

  add(
    { consumer: { subscriptionId } }: Pick<PolicyContext, "consumer">,
    told: ToldLimit,
    touched: Pick<LimitNote, "claim" | "store">,
  ): void {
    if (subscriptionId === null) return;
    const limitId = touched.claim.key.slice(touched.claim.key.indexOf("}") + 2);
    const id = `${subscriptionId} ${limitId}`;
    if (this.#notes.size >= MOST_KEPT && !this.#notes.has(id)) return;
    const { policy, unit, keyed, identity } = told;
    const of = limitId.slice(limitId.indexOf(":") + 1);
    this.#notes.set(id, { subscriptionId, limitId, policy, unit, keyed, step: identity.step, of, ...touched });
  }

  /** At most so many, the first that were touched, and forgets them. */
  take(most: number): readonly LimitNote[] {
    const taken = [...this.#notes].slice(0, most);
    for (const [id] of taken) this.#notes.delete(id);
    return taken.map(([, note]) => note);
  }
}
