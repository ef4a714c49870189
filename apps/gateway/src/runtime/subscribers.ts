import type { Subscriber } from "./snapshot.ts";
import type { SubscriptionRow } from "./subscription-rows.ts";

/** Credentials of one subscription. Nearly all have one at most: a list for each would cost more than the credentials themselves. */
type Credentials = string | readonly string[];
const NONE: readonly string[] = [];

/**
 * Subscribers by credential, and each subscription's credentials, so that a change of one costs no walk through all. Compact: an id that
 * stands in thousands of rows is one string.
 */
export class Subscribers {
  readonly #byCredential = new Map<string, Subscriber>();
  readonly #bySubscription = new Map<string, Credentials>();
  readonly #ids = new Map<string, string>();
  #keys = 0;

  /** Changed in place. */
  get byCredential(): ReadonlyMap<string, Subscriber> {
    return this.#byCredential;
  }

  /** How many subscriptions are known, those without a credential too. */
  get subscriptions(): number {
    return this.#bySubscription.size;
  }

  /** How many of the credentials are API keys. */
  get keys(): number {
    return this.#keys;
  }

  ids(): IterableIterator<string> {
    return this.#bySubscription.keys();
  }

  /** What was known before, credential by credential. */
  restore(credentials: Iterable<readonly [string, Subscriber]>): void {
    for (const [credential, subscriber] of credentials) {
      const others = listed(this.#bySubscription.get(subscriber.subscriptionId));
      this.#set(credential, subscriber);
      if (!others.includes(credential)) this.#bySubscription.set(subscriber.subscriptionId, packed([...others, credential]));
    }
  }

  /** Brings subscriptions in line with rows, which are all that there are of each, one after the other. Returns whether anything became different. */
  put(rows: readonly SubscriptionRow[]): boolean {
    let changed = false;
    for (let from = 0, to = 0; from < rows.length; from = to) {
      const id = rows[from]?.subscriptionId ?? "";
      while (to < rows.length && rows[to]?.subscriptionId === id) to++;
      changed = this.#replace(id, rows.slice(from, to)) || changed;
    }
    return changed;
  }

  /** The subscription is gone. */
  remove(id: string): boolean {
    const known = this.#bySubscription.get(id);
    if (known === undefined) return false;
    for (const credential of listed(known)) this.#drop(credential, id);
    return this.#bySubscription.delete(id);
  }

  #replace(id: string, rows: readonly SubscriptionRow[]): boolean {
    const before = listed(this.#bySubscription.get(id));
    const now: string[] = [];
    let changed = false;
    for (const row of rows) {
      if (row.credential === null || !isLookedUp(row)) continue;
      now.push(row.credential);
      const known = this.#byCredential.get(row.credential);
      if (known && isSame(known, row)) continue;
      this.#set(row.credential, row);
      changed = true;
    }
    for (const credential of before) if (!now.includes(credential)) changed = this.#drop(credential, id) || changed;
    this.#bySubscription.set(id, packed(now));
    return changed;
  }

  #set(credential: string, subscriber: Subscriber): void {
    if (isKey(credential) && !this.#byCredential.has(credential)) this.#keys++;
    this.#byCredential.set(credential, this.#compact(subscriber));
  }

  /** Leaves it alone when it has become another subscription's meanwhile. */
  #drop(credential: string, subscriptionId: string): boolean {
    if (this.#byCredential.get(credential)?.subscriptionId !== subscriptionId) return false;
    if (isKey(credential)) this.#keys--;
    return this.#byCredential.delete(credential);
  }

  #compact(subscriber: Subscriber): Subscriber {
    const { subscriptionId, startsAtMs, endsAtMs, keyExpiresAtMs, keyRevoked } = subscriber;
    return {
      subscriptionId,
      applicationId: this.#shared(subscriber.applicationId),
      planId: this.#shared(subscriber.planId),
      apiId: this.#shared(subscriber.apiId),
      status: this.#shared(subscriber.status),
      startsAtMs,
      endsAtMs,
      keyExpiresAtMs,
      keyRevoked,
    };
  }

  #shared<T extends string>(id: T): T {
    const known = this.#ids.get(id);
    if (known !== undefined) return known as T;
    this.#ids.set(id, id);
    return id;
  }
}

function isKey(credential: string): boolean {
  return !credential.includes(":");
}

/**
 * A key says for itself why it is refused, whatever became of its subscription. A client id and a certificate outlive theirs: the
 * closed one must not stand before the application's next.
 */
function isLookedUp({ credential, status }: SubscriptionRow): boolean {
  return credential !== null && (isKey(credential) || status === "ACCEPTED" || status === "PAUSED");
}

function listed(credentials: Credentials | undefined): readonly string[] {
  if (credentials === undefined) return NONE;
  return typeof credentials === "string" ? [credentials] : credentials;
}

function packed(credentials: readonly string[]): Credentials {
  const [first] = credentials;
  return first === undefined ? NONE : credentials.length === 1 ? first : credentials;
}

function isSame(a: Subscriber, b: Subscriber): boolean {
  return (
    a.status === b.status &&
    a.keyRevoked === b.keyRevoked &&
    a.startsAtMs === b.startsAtMs &&
    a.endsAtMs === b.endsAtMs &&
    a.keyExpiresAtMs === b.keyExpiresAtMs &&
    a.subscriptionId === b.subscriptionId &&
    a.planId === b.planId &&
    a.apiId === b.apiId &&
    a.applicationId === b.applicationId
  );
}
