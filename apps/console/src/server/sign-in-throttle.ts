/** A person mistypes a few times; past this the device, or the address, waits for the rest of the minute. */
const MOST_TRIES = 10;
const TRY_WINDOW_MS = 60_000;
/** Guessing from many addresses at one account: past this, strangers try it one at a time. */
const MOST_STRANGERS_TRIES = 100;
const STRANGERS_WINDOW_MS = 900_000;
const STRANGERS_PAUSE_MS = 5_000;
/** What somebody makes up must not fill the memory; the oldest go first. */
const MOST_COUNTS = 50_000;

export interface Attempt {
  /** The account that is tried, whether it exists or not. */
  readonly email: string;
  /** Where it is tried from; see `trusted-proxies.ts`. */
  readonly address: string;
  /** A device from which this account was signed in to before; null for a stranger. */
  readonly device: string | null;
}

interface Count {
  readonly sinceMs: number;
  readonly tries: number;
  readonly lastMs: number;
}

/**
 * Slows down guessing without giving the guesser a way to shut anybody out: tries are counted by device where it is known, else by account
 * and address together, so that nobody pays for what others do elsewhere. The account as a whole is only ever slowed down, never locked, and only
 * for strangers: its owner comes in by a device that they used before. One process counts for itself; a restart begins anew.
 */
export class SignInThrottle {
  readonly #counts = new Map<string, Count>();

  /** Seconds until this may be tried; 0 counts it as a try, and lets it through. Counted before the password is looked at: a thousand at once are not all first. */
  begin(attempt: Attempt, nowMs: number): number {
    const tried = this.#current(keyOf(attempt), TRY_WINDOW_MS, nowMs);
    if (tried && tried.tries >= MOST_TRIES) return seconds(tried.sinceMs + TRY_WINDOW_MS - nowMs);
    if (attempt.device === null) {
      const strangers = this.#current(accountKey(attempt), STRANGERS_WINDOW_MS, nowMs);
      const pauseMs = strangers && strangers.tries >= MOST_STRANGERS_TRIES ? strangers.lastMs + STRANGERS_PAUSE_MS - nowMs : 0;
      if (pauseMs > 0) return seconds(pauseMs);
      this.#add(accountKey(attempt), strangers, nowMs);
    }
    this.#add(keyOf(attempt), tried, nowMs);
    return 0;
  }

  /** The password was right: who typed it starts anew. What strangers did to the account elsewhere stays counted. */
  succeeded(attempt: Attempt): void {
    this.#counts.delete(keyOf(attempt));
    const strangers = attempt.device === null ? this.#counts.get(accountKey(attempt)) : undefined;
    if (strangers) this.#counts.set(accountKey(attempt), { ...strangers, tries: strangers.tries - 1 });
  }

  #add(key: string, former: Count | null, nowMs: number): void {
    this.#counts.delete(key);
    this.#counts.set(key, { sinceMs: former?.sinceMs ?? nowMs, tries: (former?.tries ?? 0) + 1, lastMs: nowMs });
    const [oldest] = this.#counts.keys();
    if (this.#counts.size > MOST_COUNTS && oldest !== undefined) this.#counts.delete(oldest);
  }

  #current(key: string, windowMs: number, nowMs: number): Count | null {
    const count = this.#counts.get(key);
    return count && nowMs - count.sinceMs < windowMs ? count : null;
  }
}

function keyOf({ email, address, device }: Attempt): string {
  return device === null ? `at ${network(address)} ${email}` : `on ${device} ${email}`;
}

function accountKey({ email }: Attempt): string {
  return `account ${email}`;
}

/** Whoever has one address of IPv6 has its whole /64. */
function network(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : 8 - left.length - right.length;
  return [...left, ...Array.from({ length: Math.max(0, missing) }, () => "0"), ...right].slice(0, 4).join(":");
}

function seconds(ms: number): number {
  return Math.ceil(ms / 1000);
}
