/** A person mistypes a few times; past this the account waits, from wherever the next attempt comes. */
const MOST_FAILURES = 10;
const WINDOW_MS = 60_000;
/** Addresses that somebody makes up must not fill the memory; the oldest go first. */
const MOST_ACCOUNTS = 10_000;

interface Failures {
  readonly since: number;
  readonly count: number;
}

/**
 * Counts wrong passwords by account. better-auth counts attempts by network address, which a caller may invent (`X-Forwarded-For`);
 * the account that is guessed at cannot be.
 */
export class SignInThrottle {
  readonly #failures = new Map<string, Failures>();

  /** Seconds until this account may be tried again; 0 when it may now. */
  waitSeconds(email: string, nowMs: number): number {
    const failures = this.#current(email, nowMs);
    return failures && failures.count >= MOST_FAILURES ? Math.ceil((failures.since + WINDOW_MS - nowMs) / 1000) : 0;
  }

  failed(email: string, nowMs: number): void {
    const { since, count } = this.#current(email, nowMs) ?? { since: nowMs, count: 0 };
    this.#failures.delete(email);
    this.#failures.set(email, { since, count: count + 1 });
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > MOST_ACCOUNTS && oldest !== undefined) this.#failures.delete(oldest);
  }

  succeeded(email: string): void {
    this.#failures.delete(email);
  }

  #current(email: string, nowMs: number): Failures | null {
    const failures = this.#failures.get(email);
    return failures && nowMs - failures.since < WINDOW_MS ? failures : null;
  }
}
