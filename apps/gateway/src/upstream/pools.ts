import { Pool } from "undici";

/** Most providers' front doors keep an idle connection for a minute or more; those that do not say so in Keep-Alive, which undici heeds. */
const KEEP_ALIVE_MS = 30_000;
const KEEP_ALIVE_MOST_MS = 120_000;
/** A pool that nobody has used for so long belongs to an endpoint that is gone. */
const IDLE_POOL_MS = 10 * 60_000;
/** What a provider may send as headers: some send a dozen rate limits and a content security policy. */
const MOST_HEADER_BYTES = 64 * 1024;

interface Entry {
  readonly pool: Pool;
  lastUsedMs: number;
}

/** Connections to providers, by origin and connect time-out. They outlive deployments, so that a redeploy costs no handshake. */
export class Pools {
  readonly #entries = new Map<string, Entry>();
  readonly #sweeper: NodeJS.Timeout;

  constructor() {
    this.#sweeper = setInterval(() => this.#closeIdle(), IDLE_POOL_MS / 2);
    this.#sweeper.unref();
  }

  get(origin: string, connectTimeoutMs: number): Pool {
    const key = `${connectTimeoutMs} ${origin}`;
    const found = this.#entries.get(key);
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
    this.#entries.set(key, { pool, lastUsedMs: Date.now() });
    return pool;
  }

  /** Breaks what is still going on. */
  async close(): Promise<void> {
    clearInterval(this.#sweeper);
    const pools = [...this.#entries.values()].map(({ pool }) => pool.destroy());
    this.#entries.clear();
    await Promise.all(pools);
  }

  #closeIdle(): void {
    const before = Date.now() - IDLE_POOL_MS;
    for (const [key, { pool, lastUsedMs }] of this.#entries) {
      if (lastUsedMs > before || pool.stats.running + pool.stats.pending + pool.stats.queued > 0) continue;
      this.#entries.delete(key);
      void pool.close();
    }
  }
}
