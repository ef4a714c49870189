import type { IncomingHttpHeaders } from "node:http";
import { PASSED_HEADERS } from "@sluice/definition/passed-headers";
import type { Target } from "../runtime/compiled-api.ts";
import type { UpstreamHeaders } from "./send.ts";

interface Prepared {
  readonly headers: readonly string[];
  readonly names: ReadonlySet<string>;
}

/** By target, for as long as its deployment is served. */
const prepared = new WeakMap<Target, Prepared>();

function prepare(target: Target): Prepared {
  const names = new Set(target.headers.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()));
  const entry = { headers: target.headers, names };
  prepared.set(target, entry);
  return entry;
}

/** Headers for a call with a body, JSON unless `contentType` says otherwise, names and values in turn. The target's own win over the caller's. */
export function requestHeaders(target: Target, caller: IncomingHttpHeaders, contentType = "application/json"): string[] {
  const { headers, names } = prepared.get(target) ?? prepare(target);
  const all = [...headers];
  // A compressed stream would have to be opened to find its events, and its pieces come late.
  if (!names.has("accept-encoding")) all.push("accept-encoding", "identity");
  if (!names.has("content-type")) all.push("content-type", contentType);
  return addPassedOn(all, caller, names);
}

/** The target's own headers and those of the caller's that reach any provider, names and values in turn. */
export function passedOn(target: Target, caller: IncomingHttpHeaders): string[] {
  const { headers, names } = prepared.get(target) ?? prepare(target);
  return addPassedOn([...headers], caller, names);
}

function addPassedOn(all: string[], caller: IncomingHttpHeaders, names: ReadonlySet<string>): string[] {
  for (const name of PASSED_HEADERS) {
    const value = caller[name];
    if (typeof value === "string" && !names.has(name)) all.push(name, value);
  }
  return all;
}

const ANSWERED = new Set(["content-type", "retry-after", "retry-after-ms", "x-should-retry"]);
const ANSWERED_PREFIX = /^(?:openai-|x-ratelimit-)/;
/** The gateway's own organisation at the provider is nobody else's business. */
const WITHHELD = new Set(["openai-organization", "openai-project"]);

/** Adds to `into` what of a provider's headers reaches the caller. Never cookies, nor anything about the connection. */
export function answerHeaders(headers: UpstreamHeaders, into: string[]): string[] {
  for (const name in headers) {
    if (!ANSWERED.has(name) && (!ANSWERED_PREFIX.test(name) || WITHHELD.has(name))) continue;
    const value = headers[name];
    if (typeof value === "string") into.push(name, value);
    else if (value !== undefined) for (const one of value) into.push(name, one);
  }
  return into;
}
