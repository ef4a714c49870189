import { NO_OWN_PRICES, type OwnPrice, PriceBook } from "@sluice/pricing/own-price";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";

export interface PriceSyncOptions {
  readonly pool: Pool;
  readonly log: Log;
  readonly onChanged: () => void;
}

/** Versions are only ever added: when their number has not changed, nothing has. */
const COUNT = `SELECT count(*)::int AS count FROM "ModelPrice"`;
const CURRENT = `
  SELECT id, version, "apiId", model, "usdRate"::text AS "usdRate", tiers,
    (extract(epoch FROM "effectiveFrom") * 1000)::float8 AS "fromMs", (extract(epoch FROM "effectiveUntil") * 1000)::float8 AS "untilMs"
  FROM (SELECT DISTINCT ON (id) * FROM "ModelPrice" ORDER BY id, version DESC) AS newest
  WHERE NOT removed ORDER BY id`;

/** Own prices, kept as the rows say: by notice at once, by poll beside it. They need no deployment. */
export class PriceSync {
  book = NO_OWN_PRICES;
  /** What the book was made of: enough to start again without the database. */
  stored: readonly OwnPrice[] = [];
  readonly #options: PriceSyncOptions;
  #count = 0;

  constructor(options: PriceSyncOptions) {
    this.#options = options;
  }

  /** The last run's. */
  restore(prices: readonly OwnPrice[]): void {
    this.#put(prices);
    // Whatever the rows are now, they are read.
    this.#count = -1;
  }

  /** Reads them when there is something new. Throws when the database cannot be asked. */
  async reconcileAll(): Promise<void> {
    const { pool, onChanged } = this.#options;
    const { rows } = await pool.query<{ count: number }>(COUNT);
    const count = rows[0]?.count ?? 0;
    if (count === this.#count) return;
    // Counted before they are read: one that comes in between is read twice, and never missed.
    const current = await pool.query<OwnPrice>(CURRENT);
    // What a notice has asked for meanwhile may be newer.
    if (count < this.#count) return;
    this.#put(current.rows);
    this.#count = count;
    onChanged();
  }

  /** The same, for a notice. */
  async reconcile(): Promise<void> {
    try {
      await this.reconcileAll();
    } catch (error) {
      this.#options.log.warn({ reason: reasonOf(error) }, "prices could not be read; trying again soon");
    }
  }

  #put(prices: readonly OwnPrice[]): void {
    this.stored = prices;
    this.book = new PriceBook(prices);
  }
}
