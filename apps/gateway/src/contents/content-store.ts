import { setTimeout as wait } from "node:timers/promises";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import type { ContentCapture, Contents } from "./content-capture.ts";
import { type ContentRow, deleteExpired, insertContents } from "./content-rows.ts";
import { writeContent } from "./write-content.ts";

export interface ContentStoreOptions {
  readonly pool: Pool;
  /** How long contents are kept where their API says nothing of it. */
  readonly days: number;
  /** Of each body. */
  readonly mostBodyBytes: number;
  /** Of all that waits in memory. */
  readonly mostQueueBytes: number;
  readonly log: Log;
}

export interface ContentStatus {
  readonly queueBytes: number;
  readonly written: number;
  /** There was no room for them, or the database would not take them. */
  readonly dropped: number;
}

const DAY_MS = 86_400_000;
const WRITE_EVERY_MS = 250;
/** In one statement: some megabytes at most. */
const MOST_ROWS = 50;
const EXPIRE_EVERY_MS = 60_000;
/** The database may be away for so long before contents are given up: they are no accounts. */
const TRIES = 5;
const RETRY_MS = 1_000;
const LAST_WRITE_MS = 3_000;
/** Beside the bodies: headers and objects. */
const OVERHEAD_BYTES = 4_096;

/**
 * Contents on their way to the database: in memory, bounded, after their requests. What there is no room for is dropped, counted and logged;
 * a process that is killed loses what waits. Usage rows know nothing of it.
 */
export class ContentStore implements Contents {
  readonly #options: ContentStoreOptions;
  readonly #queue: ContentCapture[] = [];
  #queueBytes = 0;
  #written = 0;
  #dropped = 0;
  #writing: Promise<void> | null = null;
  readonly #writeTimer: NodeJS.Timeout;
  readonly #expireTimer: NodeJS.Timeout;
  #expiring = false;

  constructor(options: ContentStoreOptions) {
    this.#options = options;
    this.#writeTimer = setInterval(() => void this.write(), WRITE_EVERY_MS);
    this.#expireTimer = setInterval(() => void this.expire(), EXPIRE_EVERY_MS);
    this.#writeTimer.unref();
    this.#expireTimer.unref();
  }

  /** Bytes of each body that are noted: what is cut off later may end in the middle of a secret. */
  get mostNotedBytes(): number {
    return this.#options.mostBodyBytes + OVERHEAD_BYTES;
  }

  hasRoom(): boolean {
    if (this.#queueBytes < this.#options.mostQueueBytes) return true;
    this.#drop(1, "too much waits to be written");
    return false;
  }

  get status(): ContentStatus {
    return { queueBytes: this.#queueBytes, written: this.#written, dropped: this.#dropped };
  }

  offer(capture: ContentCapture): void {
    this.#queue.push(capture);
    this.#queueBytes += sizeOf(capture);
  }

  /** Writes what is there by now. Never throws. */
  async write(): Promise<void> {
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
    await this.#writing;
  }

  async expire(): Promise<void> {
    if (this.#expiring) return;
    this.#expiring = true;
    try {
      await deleteExpired(this.#options.pool);
    } catch (error) {
      this.#options.log.warn({ reason: reasonOf(error) }, "expired contents could not be deleted; they are tried again");
    } finally {
      this.#expiring = false;
    }
  }

  /** What cannot be written in three seconds is dropped. */
  async stop(): Promise<void> {
    clearInterval(this.#writeTimer);
    clearInterval(this.#expireTimer);
    await Promise.race([this.write().then(() => this.write()), wait(LAST_WRITE_MS)]);
    if (this.#queue.length > 0) this.#drop(this.#queue.length, "the gateway ended");
  }

  async #writeAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#queue.slice(0, MOST_ROWS);
      const rows = await this.#rowsOf(batch);
      if (rows.length > 0) await this.#insert(rows);
      this.#queue.splice(0, batch.length);
      for (const capture of batch) this.#queueBytes -= sizeOf(capture);
    }
  }

  async #rowsOf(batch: readonly ContentCapture[]): Promise<readonly ContentRow[]> {
    const { days, mostBodyBytes } = this.#options;
    const rows: ContentRow[] = [];
    for (const capture of batch) {
      const { requestId, apiId, timestampMs, logging } = capture;
      try {
        const content = await writeContent(capture, mostBodyBytes);
        rows.push({ requestId, apiId, timestampMs, expiresAtMs: timestampMs + (logging.retentionDays ?? days) * DAY_MS, content });
      } catch (error) {
        this.#drop(1, reasonOf(error));
      }
    }
    return rows;
  }

  async #insert(rows: readonly ContentRow[]): Promise<void> {
    for (let tried = 1; ; tried++) {
      try {
        await insertContents(this.#options.pool, rows);
        this.#written += rows.length;
        return;
      } catch (error) {
        if (tried >= TRIES) return this.#drop(rows.length, reasonOf(error));
        await wait(RETRY_MS, undefined, { ref: false });
      }
    }
  }

  /** Logged at 1, 10, 100 …: a flood of drops must not become a flood of lines. */
  #drop(count: number, reason: string): void {
    const before = this.#dropped;
    this.#dropped += count;
    if (String(before).length < String(this.#dropped).length || before === 0)
      this.#options.log.error({ dropped: this.#dropped, reason }, "contents of requests were dropped");
  }
}

function sizeOf({ legs }: ContentCapture): number {
  return legs.reduce((sum, { body }) => sum + body.held, OVERHEAD_BYTES);
}
