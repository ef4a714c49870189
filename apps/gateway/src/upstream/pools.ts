import { Pool } from "undici";
import { SilenceWatch } from "./silence-watch.ts";

/** Most providers' front doors keep an idle connection for a minute or more; those that do not say so in Keep-Alive, which undici heeds. */
const KEEP_ALIVE_MS = 30_000;
const KEEP_ALIVE_MOST_MS = 120_000;
/** A pool that nobody has used for so long belongs to an endpoint that is gone. */
const IDLE_POOL_MS = 10 * 60_000;
/** What a provider may send as headers: some send a dozen rate limits and a content security policy. */
const MOST_HEADER_BYTES = 64 * 1024;

interface Entry {
  readonly connectTimeoutMs: number;
  readonly pool: Pool;
  lastUsedMs: number;
}

/** Connections to providers, by origin and connect time-out. They outlive deployments, so that a redeploy costs no handshake. */
export class Pools {
  /** By origin. Time-outs differ among the few groups that share one. */
  readonly #entries = new Map<string, Entry[]>();
  readonly #sweeper: NodeJS.Timeout;
  /** Of the calls on them. */
  readonly silence = new SilenceWatch();

  constructor() {
    this.#sweeper = setInterval(() => this.#closeIdle(), IDLE_POOL_MS / 2);
    this.#sweeper.unref();
  }

  get(origin: string, connectTimeoutMs: number): Pool {
    const found = this.#entries.get(origin)?.find((entry) => entry.connectTimeoutMs === connectTimeoutMs);
    if (found) {
      found.lastUsedMs = Date.now();
      return found.pool;
    }
    const pool = new Pool(origin, {
      // No cap: each open stream holds a connection for minutes, and a request that waits for one looks like a slow provider.
      connections: null,
      pipelining: 1,
      allowH2: false,
      keepAliveTimeout: KEEP_ALIVE_MS,
      keepAliveMaxTimeout: KEEP_ALIVE_MOST_MS,
      maxHeaderSize: MOST_HEADER_BYTES,
      connect: { timeout: connectTimeoutMs, noDelay: true },
    });
    this.#keep([...(this.#entries.get(origin) ?? []), { connectTimeoutMs, pool, lastUsedMs: Date.now() }], origin);
    return pool;
  }

  /** Breaks what is still going on. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    this.silence.close();
    const pools = [...this.#entries.values()].flat().map(({ pool }) => pool.destroy());
    this.#entries.clear();
    await Promise.all(pools);
  }

  #keep(entries: Entry[], origin: string): void {
    if (entries.length > 0) this.#entries.set(origin, entries);
    else this.#entries.delete(origin);
  }

  #closeIdle(): void {
    const before = Date.now() - IDLE_POOL_MS;
    for (const [origin, entries] of [...this.#entries]) {
      const idle = entries.filter(
        ({ pool, lastUsedMs }) => lastUsedMs <= before && pool.stats.running + pool.stats.pending + pool.stats.queued === 0,
      );
      if (idle.length === 0) continue;
      this.#keep(
        entries.filter((entry) => !idle.includes(entry)),
        origin,
      );
      for (const { pool } of idle) void pool.close();
    }
  }
}
