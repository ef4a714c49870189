import type { PolicyContext } from "../policy-context.ts";
import type { Standing } from "./counter-store.ts";
import { durationInWords } from "./limit-words.ts";

interface LimitHeadersOptions {
  /** Gravitee's: `x-token-rate-limit`. */
  readonly prefix: string;
  /** OpenAI's: `tokens`, `requests`; null where it has none. */
  readonly openAi: "tokens" | "requests" | null;
  readonly nowMs: () => number;
  readonly inWords?: (amount: number) => string;
}

/** Tells callers how much is left: in Gravitee's headers, and in OpenAI's, which its clients know. */
export class LimitHeaders {
  readonly #options: LimitHeadersOptions;

  constructor(options: LimitHeadersOptions) {
    this.#options = options;
  }

  /** Null: the counters cannot be reached, which Gravitee tells by a full rest and a reset of -1. */
  add({ responseHeaders }: PolicyContext, limit: number, standing: Standing | null): void {
    const { prefix, openAi, nowMs, inWords = String } = this.#options;
    const remaining = inWords(Math.max(0, standing?.remaining ?? limit));
    responseHeaders.set(`${prefix}-limit`, inWords(limit));
    responseHeaders.set(`${prefix}-remaining`, remaining);
    responseHeaders.set(`${prefix}-reset`, standing === null ? "-1" : String(Math.ceil(standing.resetMs)));
    if (openAi === null) return;
    responseHeaders.set(`x-ratelimit-limit-${openAi}`, inWords(limit));
    responseHeaders.set(`x-ratelimit-remaining-${openAi}`, remaining);
    if (standing !== null) responseHeaders.set(`x-ratelimit-reset-${openAi}`, durationInWords(standing.resetMs - nowMs()));
  }
}
