import type { LimitNote, LimitNotes } from "@sluice/policies/counters/limit-notes";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";

/** A person looks at it: once a second is often enough, and one statement then. */
const WRITE_EVERY_MS = 1_000;
/** Redis is asked for each of them. What does not fit is written a second later. */
const MOST_AT_ONCE = 500;
/** Dollars are counted in billionths. */
const NANO = 1_000_000_000;

interface StandingsOptions {
  readonly notes: LimitNotes;
  readonly pool: Pool;
  readonly log: Log;
}

/** What is left of subscriptions' limits, on its way to those who look: only of counters that calls have touched. No call waits for it. */
export class LimitStandings {
  readonly #options: StandingsOptions;
  readonly #timer: NodeJS.Timeout;
  #writing: Promise<void> | null = null;
  #failing = false;

  constructor(options: StandingsOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.write(), WRITE_EVERY_MS);
    this.#timer.unref();
  }

  /** What cannot be written is written after the next call that touches it. */
  async write(): Promise<void> {
    this.#writing ??= this.#write().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.write();
  }

  async #write(): Promise<void> {
    const { notes, pool, log } = this.#options;
    const touched = notes.take(MOST_AT_ONCE);
    if (touched.length === 0) return;
    const rows = (await Promise.all(touched.map(rowOf))).filter((row) => row !== null);
    try {
      await pool.query(WRITE_ROWS, [JSON.stringify(rows)]);
      this.#failing = false;
    } catch (error) {
      if (!this.#failing)
        log.warn({ reason: reasonOf(error) }, "what is left of limits cannot be written; the console shows older numbers");
      this.#failing = true;
    }
  }
}

/** In the order of their keys: two gateways that write the same rows must not wait for each other. A subscription may be gone by now. */
const WRITE_ROWS = `
  INSERT INTO "SubscriptionLimit" ("subscriptionId", "limitId", policy, step, unit, "of", keyed, "windowSeconds", rolling, "limit", remaining, "resetsAt", "countedAt")
  SELECT r."subscriptionId", r."limitId", r.policy, r.step, r.unit, r."of", r.keyed, r."windowSeconds", r.rolling, r."limit", r.remaining, r."resetsAt", r."countedAt"
  FROM jsonb_to_recordset($1::jsonb) AS r("subscriptionId" uuid, "limitId" text, policy text, step text, unit text, "of" text, keyed bool,
    "windowSeconds" float8, rolling bool, "limit" numeric, remaining numeric, "resetsAt" timestamptz, "countedAt" timestamptz)
  JOIN "Subscription" s ON s.id = r."subscriptionId"
  ORDER BY 1, 2
  ON CONFLICT ("subscriptionId", "limitId") DO UPDATE SET policy = excluded.policy, step = excluded.step, unit = excluded.unit, "of" = excluded."of",
    keyed = excluded.keyed, "windowSeconds" = excluded."windowSeconds", rolling = excluded.rolling, "limit" = excluded."limit",
    remaining = excluded.remaining, "resetsAt" = excluded."resetsAt", "countedAt" = excluded."countedAt"
  WHERE excluded."countedAt" >= "SubscriptionLimit"."countedAt"`;

/** Null where the counters cannot be reached. */
async function rowOf({ claim, store, ...told }: LimitNote): Promise<object | null> {
  const { window, limit } = claim;
  try {
    const [standing] = await store.peek([claim]);
    if (!standing) return null;
    const scale = told.unit === "DOLLARS" ? NANO : 1;
    const lengthMs = window.type === "rolling" ? window.lengthMs : window.endMs - window.startMs;
    return {
      ...told,
      windowSeconds: lengthMs / 1_000,
      rolling: window.type === "rolling",
      limit: limit / scale,
      remaining: standing.remaining / scale,
      resetsAt: new Date(standing.resetMs).toISOString(),
      countedAt: new Date(store.nowMs()).toISOString(),
    };
  } catch {
    return null;
  }
}
