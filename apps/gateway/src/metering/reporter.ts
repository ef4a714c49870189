import { type Log, reasonOf } from "../log.ts";
import { INSERT_USAGE, LONGEST_TEXT, usageParameters } from "./usage-columns.ts";
import type { UsageRecord } from "./usage-record.ts";

/** Soon enough for a person who looks at a chart; long enough for one statement to carry many rows. */
const FLUSH_EVERY_MS = 250;
const MOST_PER_BATCH = 1_000;
/** Some 60 MB at about 600 bytes a record: ten minutes without a database at 160 requests a second. */
const MOST_WAITING = 100_000;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 5_000;
/** At shutdown: the database may be what is gone. */
const LAST_FLUSH_MS = 5_000;
/** The value itself was refused, by a type (22…) or a constraint (23…): sending it again will not help. */
const REFUSED_VALUE = /^2[23]/;

/** The one call that the reporter makes; pg's Pool has it. */
export interface UsageDatabase {
  query(statement: string, parameters: string[]): Promise<unknown>;
}

export interface ReporterOptions {
  readonly database: UsageDatabase;
  readonly gatewayId: string;
  readonly log: Log;
  readonly mostWaiting?: number;
}

export interface ReporterStatus {
  readonly waiting: number;
  readonly written: number;
  /** Thrown away because too many waited, or because the database refused them. */
  readonly dropped: number;
}

/**
 * Takes usage from requests without keeping them, and writes it in batches. While the database is away records wait in memory,
 * up to a bound; beyond it new ones are dropped and counted. A batch that is written twice is written once: the rows have the requests' ids.
 */
export class UsageReporter {
  readonly #options: ReporterOptions;
  readonly #mostWaiting: number;
  #waiting: UsageRecord[] = [];
  #timer: NodeJS.Timeout | null = null;
  #flushing: Promise<void> | null = null;
  #waitMs = 0;
  #written = 0;
  #dropped = 0;
  #stopped = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#mostWaiting = options.mostWaiting ?? MOST_WAITING;
  }

  /** On every request's way: an addition to an array, and nothing else. */
  record(record: UsageRecord): void {
    if (this.#waiting.length >= this.#mostWaiting) {
      this.#drop(1, "too many wait for the database");
      return;
    }
    this.#waiting.push(isLong(record.modelAsked) ? { ...record, modelAsked: shortened(record.modelAsked) } : record);
    if (this.#flushing !== null) return;
    if (this.#timer === null) this.#arm(FLUSH_EVERY_MS);
    else if (this.#waiting.length === MOST_PER_BATCH && this.#waitMs === 0) this.#arm(0);
  }

  get status(): ReporterStatus {
    return { waiting: this.#waiting.length, written: this.#written, dropped: this.#dropped };
  }

  /** Writes what waits by now. Resolves when it is written, or when trying has failed. */
  async flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#flushing ??= this.#writeAll().finally(() => {
      this.#flushing = null;
      if (this.#waiting.length > 0 && !this.#stopped)
        this.#arm(this.#waitMs || (this.#waiting.length < MOST_PER_BATCH ? FLUSH_EVERY_MS : 0));
    });
    await this.#flushing;
  }

  /** Writes what waits and takes no timer any more. What cannot be written within five seconds is counted as dropped. */
  async stop(): Promise<void> {
    this.#stopped = true;
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_FLUSH_MS);
    });
    // Twice: records may have come while the first flush was under way.
    await Promise.race([this.flush().then(() => this.flush()), tooLong]);
    clearTimeout(timer);
    if (this.#waiting.length > 0) this.#drop(this.#waiting.length, "the database could not be reached at shutdown");
  }

  #arm(waitMs: number): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), waitMs);
    this.#timer.unref();
  }

  /** What comes meanwhile is left for the next time: under load, batches would shrink to the few rows that come while one is written. */
  async #writeAll(): Promise<void> {
    for (let left = this.#waiting.length; left > 0; ) {
      const batch = this.#waiting.slice(0, Math.min(MOST_PER_BATCH, left));
      left -= batch.length;
      try {
        await this.#write(batch);
      } catch (error) {
        if (this.#waitMs === 0)
          this.#options.log.warn({ waiting: this.#waiting.length, reason: reasonOf(error) }, "usage cannot be written; it waits");
        this.#waitMs = Math.min(LONGEST_WAIT_MS, Math.max(FIRST_WAIT_MS, this.#waitMs * 2));
        return;
      }
      this.#waiting.splice(0, batch.length);
      if (this.#waitMs > 0) this.#options.log.info({ written: batch.length }, "usage is written again");
      this.#waitMs = 0;
    }
  }

  /** Halves a batch that the database refuses until the row at fault stands alone, so that it takes no other with it. */
  async #write(batch: readonly UsageRecord[]): Promise<void> {
    try {
      await this.#options.database.query(INSERT_USAGE, usageParameters(this.#options.gatewayId, batch));
      this.#written += batch.length;
    } catch (error) {
      if (!REFUSED_VALUE.test(String((error as { code?: unknown }).code ?? ""))) throw error;
      if (batch.length === 1) {
        this.#drop(1, `the database refused it: ${reasonOf(error)}`);
        return;
      }
      const half = batch.length >> 1;
      await this.#write(batch.slice(0, half));
      await this.#write(batch.slice(half));
    }
  }

  /** Logged at 1, 10, 100 …: a flood of drops must not become a flood of lines. */
  #drop(count: number, reason: string): void {
    const before = this.#dropped;
    this.#dropped += count;
    if (String(before).length < String(this.#dropped).length || before === 0)
      this.#options.log.error({ dropped: this.#dropped, reason }, "usage records were lost");
  }
}

function isLong(value: string | null): value is string {
  return value !== null && value.length > LONGEST_TEXT;
}

/** A copy: a slice would keep the whole request's body in memory for as long as it waits. */
function shortened(value: string): string {
  return Buffer.from(value.slice(0, LONGEST_TEXT)).toString();
}
