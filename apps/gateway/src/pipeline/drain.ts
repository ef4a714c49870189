import type { DrainBounds } from "../runtime/compiled-api.ts";

/** Listens to a provider whose caller has left, until one of the bounds is met. */
export class Drain {
  readonly #timer: NodeJS.Timeout;
  readonly #onSpent: () => void;
  #tokensLeft: number;

  constructor({ ms, tokens }: DrainBounds, onSpent: () => void) {
    this.#tokensLeft = tokens;
    this.#onSpent = onSpent;
    this.#timer = setTimeout(onSpent, ms);
    this.#timer.unref();
  }

  /** So many more have come. */
  read(tokens: number): void {
    this.#tokensLeft -= tokens;
    if (this.#tokensLeft < 0) this.#onSpent();
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}
