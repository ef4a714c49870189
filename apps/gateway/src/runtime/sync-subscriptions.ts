import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import type { Subscriber } from "./snapshot.ts";
import { countKeys, type KeyRow, readClock, readKeyPage, readKeysChangedAfter, readKeysOf } from "./subscription-rows.ts";

/** About 3 MB of rows a page: neither side holds more than that at once. */
const PAGE_SIZE = 10_000;
/**
 * `updatedAt` is the console's clock, and a row is seen only when its transaction has committed: both may lag behind the
 * database's "now" by this much without a change being missed.
 */
const OVERLAP_MS = 60_000;
/** Rows that were deleted leave no `updatedAt`. They are looked for this often. */
const COUNT_EVERY_MS = 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface SubscriptionSyncOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly onChanged: () => void;
}

/**
 * Every key's hash → whose it is, kept as the rows say.
 *
 * - At start, and after a long absence: all of it, page by page, into a new map.
 * - By notice: the subscription that the notice names, so that a revoked key ends within milliseconds; when it names one that is gone, its keys go.
 * - By poll: what was written since the last one, with an overlap.
 * - Deletions that no notice named: once a minute the rows are counted; a map that has more than the table is read anew. A deletion
 *   hidden by an insertion is seen then too, because the insertion has been read before the count.
 */
export class SubscriptionSync {
  readonly #options: SubscriptionSyncOptions;
  readonly #keys = new Map<string, Subscriber>();
  /** The same id stands in thousands of rows: one string for all of them. */
  readonly #ids = new Map<string, string>();
  #readUpToMs: number | null = null;
  #countedAtMs = 0;
  #loaded = false;

  constructor(options: SubscriptionSyncOptions) {
    this.#options = options;
  }

  /** Changed in place. */
  get keys(): ReadonlyMap<string, Subscriber> {
    return this.#keys;
  }

  /** True once the map has been read in full from the database. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** What was known before, until the database says otherwise. */
  restore(keys: Iterable<readonly [string, Subscriber]>): void {
    for (const [hash, subscriber] of keys) this.#keys.set(hash, this.#compact(subscriber));
  }

  /** Brings the map up to date. Throws when the database cannot be asked. */
  async reconcileAll(): Promise<void> {
    if (this.#readUpToMs === null) await this.#readEverything();
    else await this.#readChanges(this.#readUpToMs);
    if (Date.now() - this.#countedAtMs < COUNT_EVERY_MS) return;
    const { count } = await countKeys(this.#options.pool);
    this.#countedAtMs = Date.now();
    if (count < this.#keys.size) await this.#readEverything();
  }

  /** Brings one subscription up to date: what a notice names. */
  async reconcile(id: string): Promise<void> {
    if (!UUID.test(id)) return;
    try {
      const rows = await readKeysOf(this.#options.pool, id);
      const present = new Set(rows.map(({ hash }) => hash));
      const gone = [...this.#keys].filter(([hash, { subscriptionId }]) => subscriptionId === id && !present.has(hash));
      for (const [hash] of gone) this.#keys.delete(hash);
      if (this.#put(rows) || gone.length > 0) this.#options.onChanged();
    } catch (error) {
      this.#options.log.warn({ id, reason: reasonOf(error) }, "a subscription could not be read; trying again soon");
    }
  }

  async #readEverything(): Promise<void> {
    const { pool, log, onChanged } = this.#options;
    const startedMs = performance.now();
    const nowMs = await readClock(pool);
    const present = new Set<string>();
    let changed = false;
    for (let after: string | null = null; ; ) {
      const rows: readonly KeyRow[] = await readKeyPage(pool, after, PAGE_SIZE);
      changed = this.#put(rows) || changed;
      for (const { hash } of rows) present.add(hash);
      after = rows.at(-1)?.keyId ?? null;
      if (rows.length < PAGE_SIZE) break;
    }
    // Keys made while the pages were read are newer than the last page: they are not gone.
    const newer = new Set((await readKeysChangedAfter(pool, nowMs - OVERLAP_MS)).map(({ hash }) => hash));
    for (const hash of this.#keys.keys()) {
      if (present.has(hash) || newer.has(hash)) continue;
      this.#keys.delete(hash);
      changed = true;
    }
    this.#readUpToMs = nowMs;
    this.#countedAtMs = Date.now();
    this.#loaded = true;
    log.info({ keys: this.#keys.size, ms: Math.round(performance.now() - startedMs) }, "keys are loaded");
    if (changed) onChanged();
  }

  async #readChanges(sinceMs: number): Promise<void> {
    const nowMs = await readClock(this.#options.pool);
    const changed = this.#put(await readKeysChangedAfter(this.#options.pool, sinceMs - OVERLAP_MS));
    this.#readUpToMs = nowMs;
    if (changed) this.#options.onChanged();
  }

  /** Returns whether anything became different. */
  #put(rows: readonly KeyRow[]): boolean {
    let changed = false;
    for (const row of rows) {
      const before = this.#keys.get(row.hash);
      if (before && isSame(before, row)) continue;
      this.#keys.set(row.hash, this.#compact(row));
      changed = true;
    }
    return changed;
  }

  #compact({
    subscriptionId,
    applicationId,
    planId,
    apiId,
    status,
    startsAtMs,
    endsAtMs,
    keyExpiresAtMs,
    keyRevoked,
  }: Subscriber): Subscriber {
    const ids = { applicationId: this.#shared(applicationId), planId: this.#shared(planId), apiId: this.#shared(apiId) };
    return { subscriptionId, ...ids, status: this.#shared(status), startsAtMs, endsAtMs, keyExpiresAtMs, keyRevoked };
  }

  #shared<T extends string>(id: T): T {
    const known = this.#ids.get(id);
    if (known !== undefined) return known as T;
    this.#ids.set(id, id);
    return id;
  }
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
