import { createLocalJWKSet, type JSONWebKeySet } from "jose";
import { type Log, reasonOf } from "../log.ts";
import { fetchJson } from "./fetch-json.ts";
import type { Pools } from "./pools.ts";

/** Issuers publish a new key hours before they sign with it, and take a leaked one away at once: this is how long we go on with it. */
const FRESH_MS = 10 * 60_000;
/** Key ids that nobody knows cost the issuer one request in this time, however many tokens name them. */
const COOL_DOWN_MS = 10_000;
/** After a failure, which may pass: callers wait for an answer. */
const RETRY_MS = 1_000;

/** Finds the key that a token's header names. It looks at `kid` and `alg` only: keys and addresses inside of a token are not believed. */
export type KeySet = ReturnType<typeof createLocalJWKSet>;

interface Entry {
  set: KeySet | null;
  fetchedAtMs: number;
  /** No request before. */
  notBeforeMs: number;
  failing: boolean;
  pending: Promise<void> | null;
}

/** Issuers' key sets by address. They outlive deployments. While an issuer is away, what it said last is believed: tokens end by themselves. */
export class KeySets {
  readonly #pools: Pools;
  readonly #log: Log;
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(pools: Pools, log: Log, nowMs: () => number = Date.now) {
    this.#pools = pools;
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** The set as known; an old one is renewed meanwhile. Null when the issuer has never answered. */
  async get(url: string): Promise<KeySet | null> {
    const entry = this.#entry(url);
    if (entry.set === null) await this.#renew(url, entry);
    else if (this.#nowMs() - entry.fetchedAtMs > FRESH_MS) void this.#renew(url, entry);
    return entry.set;
  }

  /** A token names a key that `known` has not: a newer set, the same one when there is none, null when the issuer cannot be asked. */
  async getNewer(url: string, known: KeySet): Promise<KeySet | null> {
    const entry = this.#entry(url);
    if (entry.set === known) await this.#renew(url, entry);
    return entry.set === known && entry.failing ? null : entry.set;
  }

  /** All who need it wait for the same request. */
  #renew(url: string, entry: Entry): Promise<void> {
    if (entry.pending === null && this.#nowMs() < entry.notBeforeMs) return Promise.resolve();
    entry.pending ??= this.#fetch(url, entry).finally(() => {
      entry.pending = null;
    });
    return entry.pending;
  }

  async #fetch(url: string, entry: Entry): Promise<void> {
    try {
      const answer = await fetchJson(this.#pools, { url, method: "GET" });
      // Throws for what is no key set.
      entry.set = createLocalJWKSet(answer as unknown as JSONWebKeySet);
      entry.fetchedAtMs = this.#nowMs();
      entry.failing = false;
    } catch (error) {
      if (!entry.failing) this.#log.warn({ url, reason: reasonOf(error), stale: entry.set !== null }, "a key set could not be read");
      entry.failing = true;
    }
    entry.notBeforeMs = this.#nowMs() + (entry.failing ? RETRY_MS : COOL_DOWN_MS);
  }

  #entry(url: string): Entry {
    const known = this.#entries.get(url);
    if (known) return known;
    const entry: Entry = { set: null, fetchedAtMs: 0, notBeforeMs: 0, failing: false, pending: null };
    this.#entries.set(url, entry);
    return entry;
  }
}
