import { Denial } from "@sluice/wire/denial";
import type { CompiledApi } from "../../runtime/compiled-api.ts";
import type { ArrivingCall } from "../../runtime/compiled-plan.ts";
import type { Caller } from "../caller.ts";
import type { Gatekeeping } from "../gatekeeping.ts";
import { refuseSubscription } from "./subscription-refusals.ts";

const UNKNOWN = new Denial(
  "subscription_required",
  "No application that this client certificate belongs to has a subscription to this API. Add the certificate to your application, and subscribe.",
);
const CANNOT_TELL = new Denial(
  "gateway_unavailable",
  "The gateway cannot reach its database, and so cannot tell whose this client certificate is. Try again in a moment.",
  { retryAfterSeconds: 2 },
);
const REFUSALS = {
  expired: new Denial("invalid_api_key", "This client certificate has expired. Add a new one to your application."),
  paused: new Denial(
    "subscription_inactive",
    "The subscription of this client certificate is paused. Ask the API's publisher to resume it.",
  ),
  ended: new Denial("subscription_required", "The subscription of this client certificate is not accepted, or has been closed."),
  notNow: new Denial("subscription_inactive", "The subscription of this client certificate has not begun yet, or has ended."),
};

export interface CertificateVerdict {
  readonly verdict: Caller | Denial;
  /** The certificate is a subscriber's: it decides, whatever else the call brings. */
  readonly known: boolean;
}

/** Who calls by a client certificate. Null when there is none, or no plan of the API that asks for one. */
export function byCertificate({ plans }: CompiledApi, call: ArrivingCall, gate: Gatekeeping): CertificateVerdict | null {
  if (plans[0]?.security !== "MTLS") return null;
  const fingerprint = gate.certificates.fingerprintOf(call.req);
  if (fingerprint === null) return null;
  let refused: Denial | null = null;
  for (const plan of plans) {
    if (plan.security !== "MTLS") break;
    if (plan.rule !== null && !plan.rule(call)) continue;
    const subscriber = gate.snapshot.findCertificate(plan.id, fingerprint);
    if (subscriber === null) continue;
    const refusal = refuseSubscription(subscriber, REFUSALS);
    if (refusal === null) return { verdict: { planId: plan.id, subscriber }, known: true };
    refused ??= refusal;
  }
  if (refused !== null) return { verdict: refused, known: true };
  return { verdict: gate.snapshot.keysAreCurrent ? UNKNOWN : CANNOT_TELL, known: false };
}
