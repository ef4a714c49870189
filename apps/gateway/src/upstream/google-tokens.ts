import { fieldsOf } from "@sluice/definition/json";
import type { ServiceAccount } from "@sluice/providers/vertex/service-account";
import { tokenAssertion } from "@sluice/providers/vertex/token-assertion";
import { Denial } from "@sluice/wire/denial";
import type { Pools } from "./pools.ts";

/** A new token is asked for so long before the old one ends: a call under way must not outlive it, and clocks differ. */
const EARLY_MS = 5 * 60_000;
/** What Google gives; used when an answer does not say. */
const USUAL_SECONDS = 3_600;
const CONNECT_MS = 5_000;
/** A caller waits behind this. */
const LONGEST_WAIT_MS = 10_000;
/** A token's answer is about 1 kB. */
const LONGEST_ANSWER_BYTES = 64 * 1024;

interface Token {
  readonly value: string;
  readonly expiresAtMs: number;
}

interface Entry {
  token: Token | null;
  /** Under way: all who need a token wait for the same one. */
  pending: Promise<Token | Denial> | null;
}

/** Access tokens of Google service accounts, kept for as long as they are good. */
export class GoogleTokens {
  readonly #pools: Pools;
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, Entry>();

  constructor(pools: Pools, nowMs: () => number = Date.now) {
    this.#pools = pools;
    this.#nowMs = nowMs;
  }

  /** The account's token, or upstream_auth_failed. A token that is about to end still serves when no new one can be had. */
  async get(account: ServiceAccount): Promise<string | Denial> {
    const entry = this.#entry(account);
    const { token } = entry;
    if (token !== null && this.#nowMs() < token.expiresAtMs - EARLY_MS) return token.value;
    entry.pending ??= this.#renew(account, entry);
    const renewed = await entry.pending;
    if (!(renewed instanceof Denial)) return renewed.value;
    return token !== null && token === entry.token && this.#nowMs() < token.expiresAtMs ? token.value : renewed;
  }

  /** Google refused this token: another is to be fetched, unless that has been done already. */
  refused(account: ServiceAccount, value: string): void {
    const entry = this.#entry(account);
    if (entry.token?.value === value) entry.token = null;
  }

  async #renew(account: ServiceAccount, entry: Entry): Promise<Token | Denial> {
    try {
      const token = await this.#fetch(account);
      if (!(token instanceof Denial)) entry.token = token;
      return token;
    } catch (error) {
      return refusal("Google's token service could not be reached.", String(error));
    } finally {
      entry.pending = null;
    }
  }

  async #fetch(account: ServiceAccount): Promise<Token | Denial> {
    const askedMs = this.#nowMs();
    const url = new URL(account.tokenUrl);
    const { statusCode, body } = await this.#pools.get(url.origin, CONNECT_MS).request({
      method: "POST",
      path: url.pathname + url.search,
      headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
      body: tokenAssertion(account, askedMs),
      headersTimeout: LONGEST_WAIT_MS,
      bodyTimeout: LONGEST_WAIT_MS,
    });
    const pieces: Buffer[] = [];
    let length = 0;
    for await (const piece of body as AsyncIterable<Buffer>) {
      length += piece.length;
      if (length > LONGEST_ANSWER_BYTES) return refusal("Google's token service gave an answer that is no token.", `status ${statusCode}`);
      pieces.push(piece);
    }
    return readToken(statusCode, parse(Buffer.concat(pieces)), askedMs);
  }

  /** By key and not by deployment: a redeploy costs no new token. */
  #entry({ id }: ServiceAccount): Entry {
    const known = this.#entries.get(id);
    if (known) return known;
    const entry: Entry = { token: null, pending: null };
    this.#entries.set(id, entry);
    return entry;
  }
}

function readToken(status: number, answer: Record<string, unknown>, askedMs: number): Token | Denial {
  const { access_token: value, expires_in: seconds, error } = answer;
  if (status === 200 && typeof value === "string" && /^[\x21-\x7e]+$/.test(value)) {
    const lifetime = typeof seconds === "number" && seconds > 0 ? seconds : USUAL_SECONDS;
    return { value, expiresAtMs: askedMs + lifetime * 1_000 };
  }
  const why = typeof error === "string" && /^[\w. -]{1,100}$/.test(error) ? ` (${error})` : "";
  return refusal(`Google gave no token for the gateway's service account${why}.`, `status ${status}`);
}

function refusal(message: string, detail: string): Denial {
  return new Denial("upstream_auth_failed", message, { detail: `Google token: ${detail}` });
}

function parse(body: Buffer): Record<string, unknown> {
  try {
    const answer: unknown = JSON.parse(body.toString());
    return fieldsOf(answer);
  } catch {
    return {};
  }
}
