import type { IncomingHttpHeaders } from "node:http";
import { Denial } from "@sluice/wire/denial";
import type { ArrivingCall, CompiledPlan } from "../../runtime/compiled-plan.ts";
import type { Subscriber } from "../../runtime/snapshot.ts";
import { findPlan } from "./find-plan.ts";
import { readBearer } from "./read-bearer.ts";
import { refuseSubscription } from "./subscription-refusals.ts";

/** Keys that Sluice makes begin so. A bearer of another form is some other system's, which a keyless plan does not mind. */
export const OWN_KEY_PREFIX = "slc_";

export const WRONG_KEY = new Denial(
  "invalid_api_key",
  "This API key is not valid for this API. Check that it was copied whole and belongs to a subscription to this API.",
);
const REVOKED = new Denial("invalid_api_key", "This API key has been revoked. Use the current key of your subscription.");
const ANOTHER_PLAN = new Denial(
  "invalid_api_key",
  "The plan of this API key does not take this call: its publisher has set a rule that the call does not meet.",
);
const REFUSALS = {
  expired: new Denial("invalid_api_key", "This API key has expired. Use the current key of your subscription."),
  paused: new Denial("subscription_inactive", "The subscription of this API key is paused. Ask the API's publisher to resume it."),
  ended: new Denial("invalid_api_key", "The subscription of this API key is not accepted, or has been closed."),
  notNow: new Denial("invalid_api_key", "The subscription of this API key has not begun yet, or has ended."),
};

export interface KeyCredential {
  readonly key: string;
  /** Given as an API key, not as a bearer that may be meant for someone else. */
  readonly explicit: boolean;
}

/** The key that a call brings; null when it brings none. */
export function findKeyCredential(plans: readonly CompiledPlan[], headers: IncomingHttpHeaders): KeyCredential | null {
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

/** Why a known key does not let this call in; null when it does. */
export function refuseKey(subscriber: Subscriber, plans: readonly CompiledPlan[], call: ArrivingCall): Denial | null {
  if (subscriber.keyRevoked) return REVOKED;
  const refused = refuseSubscription(subscriber, REFUSALS);
  if (refused) return refused;
  const plan = findPlan(plans, subscriber.planId, "API_KEY");
  if (plan === null) return WRONG_KEY;
  return plan.rule === null || plan.rule(call) ? null : ANOTHER_PLAN;
}
