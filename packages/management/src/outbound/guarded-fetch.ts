import { lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { Agent, fetch } from "undici";
import { refuseAddress } from "./address-rules.ts";

/** A discovery document and a key set are some kilobytes; a hostile one is endless. */
const LONGEST_ANSWER_BYTES = 1_000_000;
const CONNECT_TIMEOUT_MS = 5_000;
const ANSWER_TIMEOUT_MS = 10_000;

/** Thrown by a guarded fetch; its message is for the person who chose the address. */
export class RefusedAddress extends Error {}

export interface FetchOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
  readonly signal?: AbortSignal | undefined;
}

type GuardedFetch = (url: string, options?: FetchOptions) => Promise<Response>;

/**
 * Fetches from an address that a person chose, or a document that they chose. Each name is looked up once, and what it turned out to be is
 * what is called: a name that changes its mind in between leads nowhere else. Follows no redirects.
 */
export function guardedFetch(linkLocalAllowed: boolean): GuardedFetch {
  return linkLocalAllowed ? open : closed;
}

function makeGuardedFetch(linkLocalAllowed: boolean): GuardedFetch {
  const agents = { "http:": makeAgent(linkLocalAllowed, true), "https:": makeAgent(linkLocalAllowed, false) };
  return async (url, { body, headers, method, signal } = {}) => {
    const { protocol, hostname } = new URL(url);
    if (protocol !== "http:" && protocol !== "https:") throw new RefusedAddress(`${protocol} is no web address.`);
    const literal = hostname.replace(/^\[|\]$/g, "");
    const refusal = isIP(literal) === 0 ? null : refuseAddress(literal, { linkLocalAllowed, plainHttp: protocol === "http:" });
    if (refusal) throw new RefusedAddress(refusal);
    const init = { body: body as string | null, headers, method, redirect: "manual", signal, dispatcher: agents[protocol] } as const;
    const answer = await fetch(url, init as Parameters<typeof fetch>[1]);
    // The same standard class, from the package instead of from Node.
    return answer as unknown as Response;
  };
}

function makeAgent(linkLocalAllowed: boolean, plainHttp: boolean): Agent {
  return new Agent({
    connect: { timeout: CONNECT_TIMEOUT_MS, lookup: guardedLookup(linkLocalAllowed, plainHttp) },
    headersTimeout: ANSWER_TIMEOUT_MS,
    bodyTimeout: ANSWER_TIMEOUT_MS,
    maxResponseSize: LONGEST_ANSWER_BYTES,
  });
}

// Once a process: each has connections of its own.
const [open, closed] = [makeGuardedFetch(true), makeGuardedFetch(false)];

function guardedLookup(linkLocalAllowed: boolean, plainHttp: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, []);
      const refusals = addresses.map(({ address }) => refuseAddress(address, { linkLocalAllowed, plainHttp }));
      const refusal = refusals.find((reason) => reason !== null);
      if (refusal) return callback(new RefusedAddress(refusal), []);
      const [first] = addresses;
      if (options.all) return callback(null, addresses);
      callback(null, first?.address ?? "", first?.family);
    });
  };
}
