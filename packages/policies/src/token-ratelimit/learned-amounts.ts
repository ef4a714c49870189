import { BoundedMap } from "../bounded-map.ts";

/** Gravitee's number. */
const MOST_CONSUMERS = 10_000;
/** How much of what is known gives way to what is seen. */
const WEIGHT_OF_NEW = 0.2;

/** What consumers have used of late, in this gateway: lost at a restart or a deployment. */
export class LearnedAmounts {
  readonly #amounts = new BoundedMap<string, number>(MOST_CONSUMERS);

  note(key: string, used: number): void {
    const known = this.#amounts.get(key);
    // Falls slowly and rises at once: to set too little aside is what overshoots.
    this.#amounts.set(key, known === undefined ? used : Math.max(used, known + (used - known) * WEIGHT_OF_NEW));
  }

  /** In whole numbers, at most `ceiling`. */
  expect(key: string, { initial, ceiling }: { readonly initial: number; readonly ceiling: number }): number {
    return Math.ceil(Math.min(ceiling, this.#amounts.get(key) ?? initial));
  }
}
