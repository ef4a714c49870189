import type { Denial } from "@sluice/wire/denial";
import type { Subscriber } from "../../runtime/snapshot.ts";

/** Why a known credential does not let its bearer in. */
export interface SubscriptionRefusals {
  readonly expired: Denial;
  readonly paused: Denial;
  readonly ended: Denial;
  readonly notNow: Denial;
}

/** Null when the subscription may be used now. Dates are compared at each call: they take effect by the clock, without anybody's doing. */
export function refuseSubscription(subscriber: Subscriber, refusals: SubscriptionRefusals): Denial | null {
  const nowMs = Date.now();
  if (subscriber.keyExpiresAtMs !== null && subscriber.keyExpiresAtMs <= nowMs) return refusals.expired;
  if (subscriber.status === "PAUSED") return refusals.paused;
  if (subscriber.status !== "ACCEPTED") return refusals.ended;
  if (subscriber.startsAtMs !== null && subscriber.startsAtMs > nowMs) return refusals.notNow;
  if (subscriber.endsAtMs !== null && subscriber.endsAtMs <= nowMs) return refusals.notNow;
  return null;
}
