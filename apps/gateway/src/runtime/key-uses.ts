import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";

/** `lastUsedAt` is for people who look for keys that nobody needs any more: a minute more or less is nothing to them. */
const BETWEEN_WRITES_MS = 60_000;

/**
 * Rows that someone else holds are passed over: several gateways write the same keys in the same minute, and would wait for each other in a
 * ring; whoever holds a row writes about the same moment, and the key's next use is written again. `updatedAt` stays as it is, for every gateway reads again what bears a new one.
 */
const WRITE = `
  WITH used AS (SELECT * FROM unnest($1::text[], $2::timestamptz[]) AS u(hash, at)),
    free AS (
      SELECT k.id, used.at FROM "ApiKey" k JOIN used ON used.hash = k.hash
      WHERE k."lastUsedAt" IS NULL OR k."lastUsedAt" < used.at
      FOR UPDATE OF k SKIP LOCKED
    )
  UPDATE "ApiKey" k SET "lastUsedAt" = free.at FROM free WHERE k.id = free.id`;

/** When keys were last used: noted in memory by each call, written for all keys at once. */
export class KeyUses {
  readonly #pool: Pool;
  readonly #log: Log;
  readonly #startedMs = Date.now();
  /** By hash: whole seconds since the start. V8 keeps small whole numbers in place; times in milliseconds would be an object each. */
  #uses = new Map<string, number>();
  readonly #timer: NodeJS.Timeout;

  constructor(pool: Pool, log: Log) {
    this.#pool = pool;
    this.#log = log;
    this.#timer = setInterval(() => void this.write(), BETWEEN_WRITES_MS);
    this.#timer.unref();
  }

  note(hash: string): void {
    this.#uses.set(hash, Math.floor((Date.now() - this.#startedMs) / 1_000));
  }

  /** Writes what is noted. What cannot be written waits for the next time. */
  async write(): Promise<void> {
    if (this.#uses.size === 0) return;
    const uses = this.#uses;
    this.#uses = new Map();
    try {
      const times = [...uses.values()].map((seconds) => new Date(this.#startedMs + seconds * 1_000));
      await this.#pool.query(WRITE, [[...uses.keys()], times]);
    } catch (error) {
      this.#log.debug({ keys: uses.size, reason: reasonOf(error) }, "last uses of keys could not be written; they wait");
      for (const [hash, seconds] of uses) if (!this.#uses.has(hash)) this.#uses.set(hash, seconds);
    }
  }

  /** Writes for the last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.write();
  }
}
