import { appendFile, mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { CounterState } from "./counter.ts";
import type { MemoryStore } from "./memory-store.ts";

/** What a killed process may forget of what it has counted. */
const WRITE_EVERY_MS = 100;
/** A file with so many lines more than there are counters is written anew. */
const SURPLUS_LINES = 2_000;
/** Another format begins another file. */
const FORMAT = 1;

interface CounterFileOptions {
  readonly path: string;
  readonly store: MemoryStore;
  /** Called at the first of several failures in a row, and must not throw. */
  readonly onTrouble: (reason: string) => void;
}

type Line = readonly [name: string, state: CounterState];

/**
 * Keeps a store's counters in a file: a restart refills nobody's budget. Changed counters are appended ten times a second, one a line, and
 * the last line of each holds. What a killed process has not written yet, a tenth of a second of it, is forgotten; nothing is at an orderly end.
 */
export class CounterFile {
  readonly #options: CounterFileOptions;
  #lines = 0;
  #timer: NodeJS.Timeout | null = null;
  #writing: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(options: CounterFileOptions) {
    this.#options = options;
  }

  /** Reads what the last run has written, and goes on writing. A line that was cut off is left out. */
  async start(): Promise<void> {
    const { path, store } = this.#options;
    const text = await readFile(path, "utf8").catch(() => "");
    const [head, ...lines] = text.split("\n");
    if (head === header()) {
      const states = new Map(lines.flatMap(parseLine));
      for (const [name, state] of states) store.restore(name, state);
    }
    await mkdir(dirname(path), { recursive: true });
    await this.#rewrite().catch((error: unknown) => this.#trouble(error));
    this.#timer = setInterval(() => void this.flush(), WRITE_EVERY_MS);
    this.#timer.unref();
  }

  /** Writes what has changed; resolves when it is written, or could not be. */
  flush(): Promise<void> {
    this.#writing = this.#writing.then(() =>
      this.#write().then(
        () => {
          this.#failing = false;
        },
        (error: unknown) => this.#trouble(error),
      ),
    );
    return this.#writing;
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.flush();
  }

  async #write(): Promise<void> {
    const { path, store } = this.#options;
    const changed = store.takeChanged();
    if (changed.length === 0 && !this.#failing) return;
    if (this.#failing || this.#lines > 2 * store.size + SURPLUS_LINES) return this.#rewrite();
    const lines = linesOf(store, changed);
    await appendFile(path, lines.join(""));
    this.#lines += lines.length;
  }

  /** A file of the same name beside it takes its place when it is whole. */
  async #rewrite(): Promise<void> {
    const { path, store } = this.#options;
    store.takeChanged();
    const lines = linesOf(store, store.names);
    const unfinished = `${path}.${process.pid}.new`;
    try {
      const file = await open(unfinished, "w", 0o600);
      try {
        await file.write(`${header()}\n${lines.join("")}`);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true }).catch(() => {});
      throw error;
    }
    this.#lines = lines.length;
  }

  #trouble(error: unknown): void {
    if (!this.#failing) this.#options.onTrouble(error instanceof Error ? error.message : String(error));
    this.#failing = true;
  }
}

function header(): string {
  return `{"format":${FORMAT}}`;
}

function linesOf(store: MemoryStore, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const state = store.state(name);
    return state === null ? [] : [`${JSON.stringify([name, state] satisfies Line)}\n`];
  });
}

/** The file is ours: its format's number and whole lines say enough. */
function parseLine(line: string): readonly Line[] {
  if (!line.endsWith("]")) return [];
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}
