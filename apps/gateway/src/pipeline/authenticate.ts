import { hash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { Denial } from "@sluice/wire/denial";
import type { CompiledApi, CompiledPlan } from "../runtime/compiled-api.ts";
import type { Snapshot, Subscriber } from "../runtime/snapshot.ts";

/** Under which plan a request is served, and for whom: nobody in particular where the plan asks for no key. */
export interface Caller {
  readonly planId: string;
  readonly subscriber: Subscriber | null;
}

/** Keys that Sluice makes begin so. A bearer of another form is some other system's, which a keyless plan does not mind. */
const OWN_KEY_PREFIX = "slc_";

const NO_KEY = new Denial(
  "invalid_api_key",
  "No API key was given. Send the key of your subscription as Authorization: Bearer …, or as X-Api-Key.",
);
const WRONG_KEY = new Denial(
  "invalid_api_key",
  "This API key is not valid for this API. Check that it was copied whole and belongs to a subscription to this API.",
);
const REVOKED = new Denial("invalid_api_key", "This API key has been revoked. Use the current key of your subscription.");
const EXPIRED = new Denial("invalid_api_key", "This API key has expired. Use the current key of your subscription.");
const NOT_NOW = new Denial("invalid_api_key", "The subscription of this API key has not begun yet, or has ended.");
const ENDED = new Denial("invalid_api_key", "The subscription of this API key is not accepted, or has been closed.");
const PAUSED = new Denial("subscription_inactive", "The subscription of this API key is paused. Ask the API's publisher to resume it.");
const CANNOT_TELL = new Denial(
  "gateway_unavailable",
  "The gateway cannot reach its database, and so cannot tell whether this API key is valid. Try again in a moment.",
  { retryAfterSeconds: 2 },
);
const NO_PLAN = new Denial("invalid_api_key", "This API has no plan that lets anyone call it. Its publisher has to publish one.");

/** Who calls, by the API's plans. A key that is known decides alone; without one, a keyless plan lets the caller in. */
export function authenticate(api: CompiledApi, headers: IncomingHttpHeaders, snapshot: Snapshot): Caller | Denial {
  const keyless = api.plans.find((plan) => plan.security === "KEY_LESS");
  const credential = findCredential(api.plans, headers);
  if (credential === null) return keyless ? { planId: keyless.id, subscriber: null } : api.plans.length === 0 ? NO_PLAN : NO_KEY;
  const subscriber = snapshot.findKey(hashOf(credential.key));
  if (subscriber === null || subscriber.apiId !== api.id) {
    const meantForUs =
      api.plans.some((plan) => plan.security === "API_KEY") && (credential.explicit || credential.key.startsWith(OWN_KEY_PREFIX));
    if (keyless && !meantForUs) return { planId: keyless.id, subscriber: null };
    if (api.plans.length === 0) return NO_PLAN;
    return subscriber === null && !snapshot.keysAreCurrent ? CANNOT_TELL : WRONG_KEY;
  }
  return checkSubscriber(subscriber, api.plans) ?? { planId: subscriber.planId, subscriber };
}

/** Callers use few keys many times; hashing costs more than all else that is done to find one. */
const hashes = new Map<string, string>();
const MOST_HASHES = 10_000;
/** Longer ones are not ours, and not worth remembering. */
const LONGEST_REMEMBERED = 256;

function hashOf(key: string): string {
  const known = hashes.get(key);
  if (known !== undefined) return known;
  const hashed = hash("sha256", key, "hex");
  if (hashes.size >= MOST_HASHES) hashes.clear();
  if (key.length <= LONGEST_REMEMBERED) hashes.set(key, hashed);
  return hashed;
}

interface Credential {
  readonly key: string;
  /** Given as an API key, not as a bearer that may be meant for someone else. */
  readonly explicit: boolean;
}

function findCredential(plans: readonly CompiledPlan[], headers: IncomingHttpHeaders): Credential | null {
  for (const plan of plans) {
    if (plan.security !== "API_KEY" || plan.header === null) continue;
    const key = text(headers[plan.header]);
    if (key) return { key, explicit: true };
  }
  const key = text(headers["x-gravitee-api-key"]) ?? text(headers["x-api-key"]);
  if (key) return { key, explicit: true };
  const bearer = readBearer(headers.authorization);
  return bearer ? { key: bearer, explicit: false } : null;
}

function text(value: string | string[] | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

/** The scheme's name is case-insensitive (RFC 9110 §11.1). */
function readBearer(authorization: string | undefined): string | null {
  if (authorization === undefined || authorization.length < 8) return null;
  if (authorization.charCodeAt(6) !== 0x20 || authorization.slice(0, 6).toLowerCase() !== "bearer") return null;
  return authorization.slice(7).trim() || null;
}

function checkSubscriber(subscriber: Subscriber, plans: readonly CompiledPlan[]): Denial | null {
  if (subscriber.keyRevoked) return REVOKED;
  const nowMs = Date.now();
  if (subscriber.keyExpiresAtMs !== null && subscriber.keyExpiresAtMs <= nowMs) return EXPIRED;
  if (subscriber.status === "PAUSED") return PAUSED;
  if (subscriber.status !== "ACCEPTED") return ENDED;
  if (subscriber.startsAtMs !== null && subscriber.startsAtMs > nowMs) return NOT_NOW;
  if (subscriber.endsAtMs !== null && subscriber.endsAtMs <= nowMs) return NOT_NOW;
  return plans.some((plan) => plan.security === "API_KEY" && plan.id === subscriber.planId) ? null : WRONG_KEY;
}
