import {
  closeSync,
  fdatasync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";

/** A file is closed at this size, so that what is written can be taken away while more comes. */
const LONGEST_SEGMENT_BYTES = 4 << 20;
const SEGMENT = /^(\d{12})\.spool$/;

export interface SpoolOptions {
  /** Of this gateway alone. */
  readonly folder: string;
  readonly mostBytes: number;
}

interface OpenSegment {
  readonly fd: number;
  readonly name: string;
  bytes: number;
  readonly sinceMs: number;
  /** How often it is on its way to the disk just now. */
  syncs: number;
}

interface Segment {
  readonly name: string;
  readonly bytes: number;
  /** When its first line came; in one that an earlier run has left, its last. */
  readonly sinceMs: number;
}

/**
 * Lines on disk, in order, until they are taken away. A line that was appended is the operating system's: a killed process loses none. `sync`
 * hands it to the disk: a machine that loses its power loses what came since.
 */
export class Spool {
  readonly #folder: string;
  readonly #mostBytes: number;
  #segments: Segment[];
  #open: OpenSegment | null = null;
  #next: number;
  #bytes: number;
  #unsynced = false;
  /** Closed before they were handed to the disk; most are taken away before that is due. */
  readonly #closedUnsynced = new Set<string>();

  /** Throws when the folder cannot be written to. */
  constructor({ folder, mostBytes }: SpoolOptions) {
    this.#folder = folder;
    this.#mostBytes = mostBytes;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const names = readdirSync(folder).filter((name) => SEGMENT.test(name));
    this.#segments = names.sort().map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name));
      return { name, bytes: size, sinceMs: mtimeMs };
    });
    this.#bytes = this.#segments.reduce((sum, { bytes }) => sum + bytes, 0);
    this.#next = Number(SEGMENT.exec(this.#segments.at(-1)?.name ?? "")?.[1] ?? 0) + 1;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** When the oldest line came that is still here; null when there is none. */
  get oldestMs(): number | null {
    return (this.#segments[0] ?? this.#open)?.sinceMs ?? null;
  }

  get isFull(): boolean {
    return this.bytes >= this.#mostBytes;
  }

  /** One or more whole lines: all of them or none. Throws what the file system says: no space, no such folder any more. */
  append(lines: string): void {
    const open = this.#open ?? this.#openNext();
    const written = writeSync(open.fd, lines);
    if (written < Buffer.byteLength(lines)) {
      // What does not fit is cut off by the system without a word; what comes next would stand behind half a line.
      ftruncateSync(open.fd, open.bytes);
      throw new Error("The disk is full.");
    }
    open.bytes += written;
    this.#bytes += written;
    this.#unsynced = true;
    if (open.bytes >= LONGEST_SEGMENT_BYTES) this.#close();
  }

  /** Files that take no more lines, oldest first. They stay until they are taken away. */
  get closed(): readonly string[] {
    return this.#segments.map(({ name }) => name);
  }

  /** All files with the lines that are there by now; what comes later goes into others. */
  rotate(): readonly string[] {
    this.#close();
    return this.closed;
  }

  read(name: string): Buffer {
    return readFileSync(join(this.#folder, name));
  }

  remove(name: string): void {
    unlinkSync(join(this.#folder, name));
    this.#closedUnsynced.delete(name);
    this.#bytes -= this.#segments.find((segment) => segment.name === name)?.bytes ?? 0;
    this.#segments = this.#segments.filter((segment) => segment.name !== name);
  }

  /** Hands what was appended to the disk; does nothing when nothing was. */
  async sync(): Promise<void> {
    const open = this.#unsynced ? this.#open : null;
    this.#unsynced = false;
    if (open) open.syncs++;
    const closed = [...this.#closedUnsynced];
    this.#closedUnsynced.clear();
    await Promise.all([open && syncData(open.fd), ...closed.map((name) => syncFile(join(this.#folder, name)))]);
    if (open) open.syncs--;
  }

  close(): void {
    this.#close();
  }

  #openNext(): OpenSegment {
    const name = `${String(this.#next++).padStart(12, "0")}.spool`;
    this.#open = { fd: openSync(join(this.#folder, name), "a", 0o600), name, bytes: 0, sinceMs: Date.now(), syncs: 0 };
    return this.#open;
  }

  #close(): void {
    if (this.#open === null) return;
    const { fd, name, bytes, sinceMs, syncs } = this.#open;
    // A sync that has not come to it yet finds it closed.
    if (this.#unsynced || syncs > 0) this.#closedUnsynced.add(name);
    this.#open = null;
    closeSync(fd);
    this.#unsynced = false;
    this.#segments.push({ name, bytes, sinceMs });
  }
}

/** A file that was closed or taken away meanwhile needs no syncing. */
async function syncData(fd: number): Promise<void> {
  await new Promise<void>((resolve) => fdatasync(fd, () => resolve()));
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+").catch(() => null);
  await file?.datasync().catch(() => {});
  await file?.close();
}
