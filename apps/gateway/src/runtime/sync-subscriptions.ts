import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import { Subscribers } from "./subscribers.ts";
import {
  countSubscriptions,
  readChangedAfter,
  readClock,
  readSubscription,
  readSubscriptionPage,
  type SubscriptionRow,
} from "./subscription-rows.ts";

/** About 8 MB of rows a page: neither side holds more than that at once, and each page costs the database a look through all keys. */
const PAGE_SIZE = 25_000;
/**
 * `updatedAt` is the console's clock, and a row is seen only when its transaction has committed: both may lag behind the
 * database's "now" by this much without a change being missed.
 */
const OVERLAP_MS = 60_000;
/** Rows that were deleted leave no `updatedAt`. They are looked for this often. */
const COUNT_EVERY_MS = 60_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

type Page = readonly SubscriptionRow[];

export interface SubscriptionSyncOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly onChanged: () => void;
}

/**
 * Subscribers by their credentials (a key's hash, a client id, a certificate), kept as the rows say.
 *
 * - At start, and after a long absence: all of them, page by page.
 * - By notice: the subscription that the notice names, so that a revoked key ends within milliseconds; when it names one that is gone, its keys go.
 * - By poll: what was written since the last one, with an overlap. A change of an application's client id or certificates is written to its subscriptions.
 * - Deletions that no notice named: once a minute the rows are counted; when more are known than there are, all is read anew. A deletion
 *   hidden by an insertion is seen then too, because the insertion has been read before the count.
 */
export class SubscriptionSync {
  readonly subscribers = new Subscribers();
  readonly #options: SubscriptionSyncOptions;
  #readUpToMs: number | null = null;
  #countedAtMs = 0;

  constructor(options: SubscriptionSyncOptions) {
    this.#options = options;
  }

  /** Brings the map up to date. Throws when the database cannot be asked. */
  async reconcileAll(): Promise<void> {
    if (this.#readUpToMs === null) await this.#readEverything();
    else await this.#readChanges(this.#readUpToMs);
    if (Date.now() - this.#countedAtMs < COUNT_EVERY_MS) return;
    const { subscriptions, keys } = await countSubscriptions(this.#options.pool);
    this.#countedAtMs = Date.now();
    if (subscriptions < this.subscribers.subscriptions || keys < this.subscribers.keys) await this.#readEverything();
  }

  /** Brings one subscription up to date: what a notice names. */
  async reconcile(id: string): Promise<void> {
    if (!UUID.test(id)) return;
    try {
      const rows = await readSubscription(this.#options.pool, id);
      const changed = rows.length > 0 ? this.subscribers.put(rows) : this.subscribers.remove(id);
      if (changed) this.#options.onChanged();
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
    for (let page: Page | null = await readSubscriptionPage(pool, null, PAGE_SIZE); page !== null; ) {
      // The database reads the next page while this one is taken in.
      const last: string | undefined = page.length < PAGE_SIZE ? undefined : page.at(-1)?.subscriptionId;
      const next: Promise<Page> | null = last === undefined ? null : readSubscriptionPage(pool, last, PAGE_SIZE);
      changed = this.subscribers.put(page) || changed;
      for (const { subscriptionId } of page) present.add(subscriptionId);
      page = await next;
    }
    // Those made while the pages were read are newer than the last page: they are not gone.
    const newer = await readChangedAfter(pool, nowMs - OVERLAP_MS);
    changed = this.subscribers.put(newer) || changed;
    for (const { subscriptionId } of newer) present.add(subscriptionId);
    for (const id of this.subscribers.ids()) if (!present.has(id)) changed = this.subscribers.remove(id) || changed;
    this.#readUpToMs = nowMs;
    this.#countedAtMs = Date.now();
    const { subscriptions, keys } = this.subscribers;
    log.info({ subscriptions, keys, ms: Math.round(performance.now() - startedMs) }, "subscriptions are loaded");
    if (changed) onChanged();
  }

  async #readChanges(sinceMs: number): Promise<void> {
    const nowMs = await readClock(this.#options.pool);
    const changed = this.subscribers.put(await readChangedAfter(this.#options.pool, sinceMs - OVERLAP_MS));
    this.#readUpToMs = nowMs;
    if (changed) this.#options.onChanged();
  }
}
