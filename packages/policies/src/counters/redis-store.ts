import { randomBytes } from "node:crypto";
import { Redis } from "ioredis";
import type { Told } from "./async-store.ts";
import type { Claim, CounterStore, Grant, Lease, Refusal, Standing, Use, Window } from "./counter-store.ts";
import { counterName } from "./memory-store.ts";
import { EXCHANGE, RESERVE, SETTLE } from "./redis-scripts.ts";
import { StoreFailure } from "./store-failure.ts";

/** A gateway that dies holds its leases no longer than this; one that lives renews them three times in it. */
const LEASE_MS = 15_000;
/** A bug that never settles must not hold a lease for ever. */
const LONGEST_LEASE_MS = 3_600_000;
/** Redis answers within a millisecond. A caller should not wait much longer than that for its trouble. */
const ANSWER_MS = 1_000;
const RECONNECT_MS = 1_000;
/** What was told may be told again for so long, and is counted once. */
const MARK_MS = 3_600_000;
/** Settlements that wait for Redis to come back; beyond them leases expire, and count in full. */
const MOST_WAITING = 50_000;
/** A counter outlives what it counts by this. */
const SPARE_MS = 60_000;

interface RedisStoreOptions {
  readonly url: string;
  readonly leaseMs?: number;
  /** Told when Redis cannot be reached, once, and when it can again (null). */
  readonly onState: (trouble: string | null) => void;
}

interface Settlement {
  readonly lease: Lease;
  readonly actual: readonly number[];
  readonly countMissing: boolean;
}

interface Open {
  readonly lease: Lease;
  readonly sinceMs: number;
}

type Scripted = Redis & Record<"sluiceReserve" | "sluiceSettle" | "sluiceExchange", (...args: (string | number)[]) => Promise<number[]>>;

/** Counters that several gateways share in Redis or Valkey: one round trip a call, atomic, by Redis's clock. */
export class RedisStore implements CounterStore {
  readonly #redis: Scripted;
  readonly #leaseMs: number;
  readonly #prefix = randomBytes(6).toString("hex");
  readonly #open = new Map<string, Open>();
  /** Nobody knows whether Redis has granted them. */
  readonly #uncertain = new WeakSet<Lease>();
  readonly #waiting: Settlement[] = [];
  readonly #renewing: NodeJS.Timeout;
  #leases = 0;
  #offsetMs = 0;

  constructor({ url, leaseMs = LEASE_MS, onState }: RedisStoreOptions) {
    this.#leaseMs = leaseMs;
    this.#redis = connect(url, onState);
    this.#redis.on("ready", () => this.#settleWaiting());
    this.#renewing = setInterval(() => this.#tick(), leaseMs / 3);
    this.#renewing.unref();
  }

  nowMs(): number {
    return Date.now() + this.#offsetMs;
  }

  async reserve(claims: readonly Claim[], use: Use = "held"): Promise<Grant | Refusal> {
    const lease: Lease = { id: `${this.#prefix}${(++this.#leases).toString(36)}`, claims };
    const args = claims.flatMap(({ amount, limit, window }) => [amount, limit, lengthOf(window), this.#life(window)]);
    try {
      const [granted, nowMs = 0, ...rest] = await this.#redis.sluiceReserve(
        2 * claims.length,
        ...keysOf(claims),
        lease.id,
        // A lease of no length has expired at once, and counts in full.
        use === "held" ? this.#leaseMs : 0,
        ...args,
      );
      this.#offsetMs = nowMs - Date.now();
      if (granted !== 1) return refusal(claims, nowMs, rest);
      if (use === "held") this.#open.set(lease.id, { lease, sinceMs: nowMs });
      return { granted: true, lease, standings: claims.map((claim, at) => standing(claim, rest[at] ?? 0, nowMs)) };
    } catch (error) {
      this.#uncertain.add(lease);
      throw new StoreFailure(error instanceof Error ? error.message : String(error), lease);
    }
  }

  settle(lease: Lease, actual: readonly number[]): void {
    this.#open.delete(lease.id);
    void this.#settle({ lease, actual, countMissing: this.#uncertain.has(lease) });
  }

  async peek(claims: readonly Claim[]): Promise<readonly Standing[]> {
    return Promise.all(
      claims.map(async (claim) => {
        const [total = 0, nowMs = 0] = await this.exchange(claim, { id: "", amount: 0 });
        return standing(claim, claim.limit - total, nowMs);
      }),
    );
  }

  /** Adds what was counted elsewhere, once for each id, and says what counts in all, open leases included, and when that was. */
  exchange({ key, window }: Pick<Claim, "key" | "window">, { id, amount }: Told): Promise<number[]> {
    const args = [amount, lengthOf(window), this.#life(window), MARK_MS];
    return this.#redis.sluiceExchange(3, ...keysOf([{ key, window }]), markOf(id, key), ...args);
  }

  /** What waits to be settled is given a moment. */
  async stop(): Promise<void> {
    clearInterval(this.#renewing);
    this.#redis.removeAllListeners("close");
    await this.#redis.quit().catch(() => this.#redis.disconnect());
  }

  async #settle(settlement: Settlement): Promise<void> {
    const { lease, actual, countMissing } = settlement;
    const args = lease.claims.flatMap(({ amount, window }, at) => [amount, actual[at] ?? 0, lengthOf(window), this.#life(window)]);
    try {
      const { id, claims } = lease;
      const keys = [...keysOf(claims), markOf(id, claims[0]?.key)];
      await this.#redis.sluiceSettle(keys.length, ...keys, id, countMissing ? MARK_MS : 0, ...args);
    } catch {
      // Redis may have done it all the same: telling it again changes nothing then.
      if (this.#waiting.length < MOST_WAITING) this.#waiting.push(settlement);
    }
  }

  /** An answer that came too late breaks no connection: what it was waited for is told again here. */
  #tick(): void {
    if (this.#redis.status === "ready") this.#settleWaiting();
    this.#renew();
  }

  #settleWaiting(): void {
    for (const settlement of this.#waiting.splice(0)) void this.#settle(settlement);
  }

  /** One trip for all that are open. A lease that has expired meanwhile stays so. */
  #renew(): void {
    const nowMs = this.nowMs();
    const pipeline = this.#redis.pipeline();
    for (const [id, { lease, sinceMs }] of this.#open) {
      if (nowMs - sinceMs > LONGEST_LEASE_MS) {
        this.#open.delete(id);
        continue;
      }
      for (const claim of lease.claims) {
        const [hash, open] = keysOf([claim]);
        const lives = this.#life(claim.window);
        pipeline.zadd(open ?? "", "XX", nowMs + this.#leaseMs, `${id}:${claim.amount}`);
        pipeline.pexpire(hash ?? "", lives);
        pipeline.pexpire(open ?? "", lives);
      }
    }
    if (pipeline.length > 0) pipeline.exec().catch(() => {});
  }

  #life(window: Window): number {
    const lengthMs = window.type === "rolling" ? window.lengthMs : Math.max(0, window.endMs - this.nowMs());
    return Math.ceil(lengthMs + this.#leaseMs + SPARE_MS);
  }
}

/** A command that cannot be sent now fails now: waiting would make every caller wait while Redis is away, and sending twice count twice. */
function connect(url: string, onState: RedisStoreOptions["onState"]): Scripted {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
    connectTimeout: ANSWER_MS,
    retryStrategy: (times) => Math.min(RECONNECT_MS, 50 * times),
    scripts: { sluiceReserve: { lua: RESERVE }, sluiceSettle: { lua: SETTLE }, sluiceExchange: { lua: EXCHANGE } },
  });
  let troubled = false;
  redis.on("ready", () => {
    if (troubled) onState(null);
    troubled = false;
  });
  const trouble = (reason: string) => {
    if (!troubled) onState(reason);
    troubled = true;
  };
  redis.on("error", (error: Error) => trouble(error.message));
  redis.on("close", () => trouble("the connection is closed"));
  return redis as Scripted;
}

function keysOf(claims: readonly Pick<Claim, "key" | "window">[]): string[] {
  return claims.flatMap((claim) => [`sluice:${counterName(claim)}`, `sluice:${counterName(claim)}:open`]);
}

/** Says that a lease was settled, or an amount told. Has the braces of its counters, which stand first in their keys: a script's keys belong together. */
function markOf(id: string, counter = ""): string {
  return `sluice:told:${counter.slice(0, counter.indexOf("}") + 1)}:${id}`;
}

function lengthOf(window: Window): number {
  return window.type === "rolling" ? window.lengthMs : -1;
}

function refusal(claims: readonly Claim[], nowMs: number, [at = 0, retryAtMs = 0, remaining = 0]: readonly number[]): Refusal {
  const claim = claims[at];
  if (!claim) throw new Error("Redis refused a claim that was not made.");
  const { window } = claim;
  const resetMs = window.type === "part" ? window.endMs : nowMs + window.lengthMs;
  return {
    granted: false,
    at,
    standing: { remaining, resetMs },
    retryAtMs: retryAtMs < 0 ? null : window.type === "part" ? window.endMs : retryAtMs,
  };
}

function standing({ window }: Claim, remaining: number, nowMs: number): Standing {
  return { remaining, resetMs: window.type === "part" ? window.endMs : nowMs + window.lengthMs };
}
