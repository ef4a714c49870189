import { appendFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";
import { copyRow } from "./copy-row.ts";
import { shipRows } from "./ship-rows.ts";
import { Spool } from "./spool.ts";
import { readSpoolLines, spoolLine } from "./spool-lines.ts";
import type { UsageRecord } from "./usage-record.ts";
import type { Ending } from "./usage-sink.ts";

/** Soon enough for a person who looks at a chart; long enough for one statement to carry many rows. */
const SHIP_EVERY_MS = 500;
/** What a machine that loses its power may lose. */
const SYNC_EVERY_MS = 1_000;
/** Between tries while the database is away. */
const LONGEST_WAIT_MS = 5_000;
/** At shutdown: the database may be what is gone, and what is on disk goes to it at the next start. */
const LAST_SHIP_MS = 5_000;
/** While the disk is full, rows wait in memory: some 60 MB at about 600 bytes a record. */
const MOST_IN_MEMORY = 100_000;
/** Of those that go to the disk in one write once it has room: one by one they would hold up every call for seconds. */
const WRITTEN_AT_ONCE = 1_000;

export interface LedgerOptions {
  readonly pool: Pool;
  readonly gatewayId: string;
  /** Where the spool and what the database refuses are kept. */
  readonly folder: string;
  readonly mostBytes: number;
  readonly log: Log;
}

export interface LedgerStatus {
  /** Bytes on disk that are not in the database yet. */
  readonly spoolBytes: number;
  /** Age of the oldest of them; 0 when there are none. */
  readonly lagMs: number;
  readonly written: number;
  /** Refused by the database and kept in a file beside the spool, or torn by a crash. */
  readonly refused: number;
  /** Lost: the spool was full, and so was the memory beside it. */
  readonly dropped: number;
  /** No more can be kept: new requests would leave no trace. */
  readonly full: boolean;
}

/**
 * Every request's row, on its way to the database. It is on disk before its caller sees the end; from there rows are copied in batches, and
 * deleted when they are in. A row that is sent twice is written once. Nothing waits for the database.
 */
export class UsageLedger {
  readonly #options: LedgerOptions;
  readonly #spool: Spool;
  /** Of this turn of the event loop, and what waits until they are on disk. */
  #lines: string[] = [];
  #endings: Ending[] = [];
  /** Lines that the disk did not take. */
  readonly #inMemory: string[] = [];
  #shipTimer: NodeJS.Timeout | null = null;
  readonly #syncTimer: NodeJS.Timeout;
  #shipping: Promise<void> | null = null;
  #waitMs = 0;
  #written = 0;
  #refused = 0;
  #dropped = 0;
  #stopped = false;

  /** Throws when the folder cannot be written to. */
  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#spool = new Spool({ folder: join(options.folder, "usage"), mostBytes: options.mostBytes });
    this.#syncTimer = setInterval(() => void this.#spool.sync(), SYNC_EVERY_MS);
    this.#syncTimer.unref();
    if (this.#spool.bytes > 0) this.#arm(0);
  }

  /** The same: rows of one request write over each other in the database. */
  amend(record: UsageRecord): void {
    this.record(record);
  }

  /**
   * On every request's way. Never throws. What ends in the same turn of the event loop goes to the disk in one write, and only then are
   * the endings told to finish; without one, the record is on disk when this returns.
   */
  record(record: UsageRecord, ending?: Ending): void {
    this.#lines.push(spoolLine(copyRow(this.#options.gatewayId, record)));
    if (ending === undefined) this.#keepLines();
    else if (this.#endings.push(ending) === 1) setImmediate(this.#finish);
  }

  readonly #finish = (): void => {
    this.#keepLines();
    const endings = this.#endings;
    this.#endings = [];
    for (const ending of endings) ending.finish();
  };

  get status(): LedgerStatus {
    const full = this.#spool.isFull || this.#inMemory.length >= MOST_IN_MEMORY;
    const oldestMs = this.#spool.oldestMs;
    const lagMs = oldestMs === null ? 0 : Math.max(0, Date.now() - oldestMs);
    return { spoolBytes: this.#spool.bytes, lagMs, written: this.#written, refused: this.#refused, dropped: this.#dropped, full };
  }

  /** Copies what is there by now. Resolves when it is in the database, or when trying has failed. */
  async ship(): Promise<void> {
    if (this.#shipTimer) clearTimeout(this.#shipTimer);
    this.#shipTimer = null;
    this.#shipping ??= this.#shipAll().finally(() => {
      this.#shipping = null;
      if (this.#spool.bytes > 0 && !this.#stopped) this.#arm(this.#waitMs || SHIP_EVERY_MS);
    });
    await this.#shipping;
  }

  /** What is not in the database after five seconds stays on disk for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#syncTimer);
    this.#finish();
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_SHIP_MS);
    });
    this.#keepWaiting();
    await Promise.race([this.ship().then(() => this.ship()), tooLong]);
    clearTimeout(timer);
    this.#spool.close();
  }

  #keepLines(): void {
    const lines = this.#lines;
    if (lines.length === 0) return;
    this.#lines = [];
    if (this.#spool.isFull) {
      for (const _ of lines) this.#drop("the spool is full");
      return;
    }
    try {
      this.#appendWaiting();
      this.#spool.append(lines.join(""));
    } catch (error) {
      for (const line of lines) this.#keepInMemory(line, error);
    }
    if (this.#shipTimer === null && this.#shipping === null) this.#arm(SHIP_EVERY_MS);
  }

  #keepInMemory(line: string, error: unknown): void {
    if (this.#inMemory.length >= MOST_IN_MEMORY) {
      this.#drop(reasonOf(error));
      return;
    }
    if (this.#inMemory.length === 0)
      this.#options.log.error({ reason: reasonOf(error) }, "usage cannot be written to disk; it waits in memory");
    this.#inMemory.push(line);
  }

  /** In order: what waits in memory came before. Throws what the file system says. */
  #appendWaiting(): void {
    // The first one alone: where there still is no room for it, nothing larger has to be made to learn so.
    for (let count = 1; this.#inMemory.length > 0; count = WRITTEN_AT_ONCE) {
      this.#spool.append(this.#inMemory.slice(0, count).join(""));
      this.#inMemory.splice(0, count);
    }
  }

  /** The last chance of what waited for room on the disk. */
  #keepWaiting(): void {
    try {
      this.#appendWaiting();
    } catch (error) {
      const lost = this.#inMemory.length;
      this.#dropped += lost;
      this.#options.log.error({ dropped: lost, reason: reasonOf(error) }, "usage records were lost");
    }
  }

  #arm(waitMs: number): void {
    if (this.#shipTimer) clearTimeout(this.#shipTimer);
    this.#shipTimer = setTimeout(() => void this.ship(), waitMs);
    this.#shipTimer.unref();
  }

  /**
   * What is closed first. The file that is written to is closed once nothing is before it: a database that is away closes none, and what has
   * waited comes in whole files. What comes meanwhile is left for the next time: under load, batches would shrink to the few rows that come
   * while one is written.
   */
  async #shipAll(): Promise<void> {
    for (const name of this.#spool.closed) if (!(await this.#shipOne(name))) return;
    for (const name of this.#spool.rotate()) if (!(await this.#shipOne(name))) return;
  }

  /** Whether the database has it. */
  async #shipOne(name: string): Promise<boolean> {
    try {
      const { rows, count, damaged } = readSpoolLines(this.#spool.read(name));
      const refused = await shipRows(this.#options.pool, rows);
      if (damaged + refused.length > 0) this.#setAside(refused, damaged);
      // What fails before this point is sent again as a whole, and counted then.
      this.#spool.remove(name);
      this.#written += count - refused.length;
      if (this.#waitMs > 0) this.#options.log.info({ rows: count }, "usage reaches the database again");
      this.#waitMs = 0;
      return true;
    } catch (error) {
      this.#waitLonger(error);
      return false;
    }
  }

  #waitLonger(error: unknown): void {
    if (this.#waitMs === 0)
      this.#options.log.warn({ bytes: this.#spool.bytes, reason: reasonOf(error) }, "usage cannot reach the database; it waits on disk");
    this.#waitMs = Math.min(LONGEST_WAIT_MS, Math.max(SHIP_EVERY_MS, this.#waitMs * 2));
  }

  /** What the database will never take is kept where a person can look at it. */
  #setAside(refused: readonly { readonly row: string; readonly reason: string }[], damaged: number): void {
    const file = join(this.#options.folder, "usage-refused.log");
    if (refused.length > 0) appendFileSync(file, refused.map(({ row, reason }) => `${reason}\t${row}\n`).join(""), { mode: 0o600 });
    this.#refused += refused.length + damaged;
    this.#options.log.error({ refused: refused.length, damaged, file }, "usage rows were set aside");
  }

  /** Logged at 1, 10, 100 …: a flood of drops must not become a flood of lines. */
  #drop(reason: string): void {
    this.#dropped++;
    if (/^10*$/.test(String(this.#dropped))) this.#options.log.error({ dropped: this.#dropped, reason }, "usage records were lost");
  }
}
