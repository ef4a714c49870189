import { hash } from "node:crypto";
import { BoundedMap } from "@sluice/policies/bounded-map";
import { type Log, reasonOf } from "../log.ts";
import { fetchJson } from "./fetch-json.ts";
import type { Pools } from "./pools.ts";

/** A refused token stays refused for so long: whoever repeats it does not reach the server each time, and one that is activated late waits little. */
const NEGATIVE_SECONDS = 5;
/** Answers kept. The oldest goes first; it costs one more question. */
const MOST_ANSWERS = 10_000;

export interface Introspection {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How long an answer is believed at most; 0 asks each time. */
  readonly cacheSeconds: number;
}

/** The claims of an active token; null for one that is not. */
type Answer = Readonly<Record<string, unknown>> | null;

interface Kept {
  readonly answer: Answer;
  readonly untilMs: number;
}

/** Asks authorisation servers what a token is worth (RFC 7662). Tokens are kept as their SHA-256 only. */
export class Introspections {
  readonly #pools: Pools;
  readonly #log: Log;
  readonly #nowMs: () => number;
  readonly #kept = new BoundedMap<string, Kept>(MOST_ANSWERS);
  readonly #pending = new Map<string, Promise<Answer>>();
  /** Servers that failed last time: one line in the log says so, not one a call. */
  readonly #failing = new Set<string>();

  constructor(pools: Pools, log: Log, nowMs: () => number = Date.now) {
    this.#pools = pools;
    this.#log = log;
    this.#nowMs = nowMs;
  }

  /** An active token's claims, null when it is not active, "unavailable" when the server cannot say. */
  async ask(introspection: Introspection, token: string): Promise<Answer | "unavailable"> {
    // Another client may be told less of the same token.
    const id = `${introspection.url} ${introspection.clientId} ${hash("sha256", token, "hex")}`;
    const kept = this.#kept.get(id);
    if (kept && this.#nowMs() < kept.untilMs) return kept.answer;
    try {
      const answer = await this.#askOnce(id, introspection, token);
      this.#failing.delete(introspection.url);
      return answer;
    } catch (error) {
      this.#complain(introspection.url, error);
      return "unavailable";
    }
  }

  #complain(url: string, error: unknown): void {
    if (this.#failing.has(url)) return;
    this.#failing.add(url);
    this.#log.warn({ url, reason: reasonOf(error) }, "tokens cannot be introspected");
  }

  /** All who bring the same token wait for the same answer. */
  #askOnce(id: string, introspection: Introspection, token: string): Promise<Answer> {
    const known = this.#pending.get(id);
    if (known) return known;
    const pending = this.#fetch(introspection, token)
      .then((answer) => this.#keep(id, answer, introspection.cacheSeconds))
      .finally(() => this.#pending.delete(id));
    this.#pending.set(id, pending);
    return pending;
  }

  async #fetch({ url, clientId, clientSecret }: Introspection, token: string): Promise<Readonly<Record<string, unknown>>> {
    const credentials = Buffer.from(`${formEncoded(clientId)}:${formEncoded(clientSecret)}`).toString("base64");
    return fetchJson(this.#pools, {
      url,
      method: "POST",
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ token, token_type_hint: "access_token" }).toString(),
    });
  }

  #keep(id: string, claims: Readonly<Record<string, unknown>>, cacheSeconds: number): Answer {
    const nowMs = this.#nowMs();
    const answer = isActive(claims, nowMs) ? claims : null;
    const seconds = answer === null ? Math.min(NEGATIVE_SECONDS, cacheSeconds) : cacheSeconds;
    const endMs = answer === null ? Number.POSITIVE_INFINITY : expiryMs(claims);
    if (seconds <= 0) this.#kept.delete(id);
    else this.#kept.set(id, { answer, untilMs: Math.min(nowMs + seconds * 1_000, endMs) });
    return answer;
  }
}

/** A server may say active and mean until when; `exp` and `nbf` are seconds. */
function isActive(claims: Readonly<Record<string, unknown>>, nowMs: number): boolean {
  const { active, nbf } = claims;
  return active === true && nowMs < expiryMs(claims) && (typeof nbf !== "number" || nbf * 1_000 <= nowMs);
}

function expiryMs({ exp }: Readonly<Record<string, unknown>>): number {
  return typeof exp === "number" ? exp * 1_000 : Number.POSITIVE_INFINITY;
}

/** RFC 6749 §2.3.1: both halves are form-encoded before they are joined. */
function formEncoded(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
