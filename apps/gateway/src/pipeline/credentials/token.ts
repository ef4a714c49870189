import { Denial } from "@sluice/wire/denial";
import type { CompiledApi } from "../../runtime/compiled-api.ts";
import type { ArrivingCall, JwtPlan, OAuth2Plan } from "../../runtime/compiled-plan.ts";
import type { Caller } from "../caller.ts";
import type { Gatekeeping } from "../gatekeeping.ts";
import { refuseSubscription } from "./subscription-refusals.ts";
import { clientIdOf, hasScopes } from "./token-claims.ts";
import type { Claims } from "./verified-tokens.ts";
import { verifyJwt } from "./verify-jwt.ts";

/** Tokens with hundreds of groups in them are 8 kB; a longer one costs more to hash and verify than a call is worth. */
const LONGEST_TOKEN = 16 * 1024;
const JWT = /^[\w-]+\.[\w-]+\.[\w-]*$/;

export type TokenPlan = JwtPlan | OAuth2Plan;

const TOO_LONG = new Denial("invalid_api_key", `This access token is longer than ${LONGEST_TOKEN / 1024} kB.`, {
  challenge: 'Bearer error="invalid_token", error_description="The token is too long"',
});
const INACTIVE = new Denial(
  "invalid_api_key",
  "This access token is not active: it has expired, was revoked, or was never issued. Get a new one.",
  {
    challenge: 'Bearer error="invalid_token", error_description="The token is not active"',
  },
);
const CANNOT_INTROSPECT = new Denial(
  "gateway_unavailable",
  "The authorisation server does not answer, and so the gateway cannot tell whether this access token is active. Try again in a moment.",
  { retryAfterSeconds: 2 },
);
const NO_CLIENT = new Denial("subscription_required", "This access token names no client, so that no subscription can be found for it.");
const UNKNOWN_CLIENT = new Denial(
  "subscription_required",
  "The client of this access token has no subscription to this API. Enter its client id at your application, and subscribe.",
);
const CANNOT_TELL = new Denial(
  "gateway_unavailable",
  "The gateway cannot reach its database, and so cannot tell whether this token's client is subscribed. Try again in a moment.",
  { retryAfterSeconds: 2 },
);
const ENDED = new Denial("subscription_required", "The subscription of this token's client is not accepted, or has been closed.");
const REFUSALS = {
  // A client id does not expire; the token's own end has been looked at.
  expired: ENDED,
  paused: new Denial("subscription_inactive", "The subscription of this token's client is paused. Ask the API's publisher to resume it."),
  ended: ENDED,
  notNow: new Denial("subscription_inactive", "The subscription of this token's client has not begun yet, or has ended."),
};

/**
 * Plans that a bearer may be a token for, in their order: those with JWT when it has the form of one, else (an API without such a plan, too)
 * those with introspection.
 */
export function plansForToken({ plans }: CompiledApi, bearer: string, call: ArrivingCall): readonly TokenPlan[] {
  const fitting = (security: TokenPlan["security"]) =>
    plans.filter((plan): plan is TokenPlan => plan.security === security && (plan.rule === null || plan.rule(call)));
  const jwt = JWT.test(bearer) ? fitting("JWT") : [];
  return jwt.length > 0 ? jwt : fitting("OAUTH2");
}

/** Who calls by an access token: the first plan that takes it; when none does, the refusal that says most. `plans` is not empty. */
export async function byToken(plans: readonly TokenPlan[], bearer: string, gate: Gatekeeping): Promise<Caller | Denial> {
  let refused: Denial | null = null;
  for (const plan of plans) {
    const caller = await byPlan(plan, bearer, gate);
    if (!(caller instanceof Denial)) return caller;
    refused = refused === null ? caller : moreTelling(refused, caller);
  }
  return refused ?? INACTIVE;
}

/** A token that is valid and not let in was meant for that plan; one that could not be verified may have been. */
export function moreTelling(one: Denial, other: Denial): Denial {
  return weight(other) > weight(one) ? other : one;
}

function weight({ status }: Denial): number {
  return status === 403 ? 2 : status === 503 ? 1 : 0;
}

async function byPlan(plan: TokenPlan, token: string, gate: Gatekeeping): Promise<Caller | Denial> {
  if (token.length > LONGEST_TOKEN) return TOO_LONG;
  const claims = plan.security === "JWT" ? await verified(plan, token, gate) : await introspected(plan, token, gate);
  if (claims instanceof Denial) return claims;
  if (!hasScopes(claims, plan.requiredScopes)) return lacksScopes(plan.requiredScopes);
  const clientId = clientIdOf(claims, plan.clientIdClaim);
  if (clientId === null) return NO_CLIENT;
  const subscriber = gate.snapshot.findClient(plan.id, clientId);
  if (subscriber === null) return gate.snapshot.keysAreCurrent ? UNKNOWN_CLIENT : CANNOT_TELL;
  return refuseSubscription(subscriber, REFUSALS) ?? { planId: plan.id, subscriber };
}

async function verified(plan: JwtPlan, token: string, { verifiedTokens, keySets }: Gatekeeping): Promise<Claims | Denial> {
  const known = verifiedTokens.get(plan, token);
  if (known !== null) return known;
  const claims = await verifyJwt(token, plan, keySets);
  if (!(claims instanceof Denial)) verifiedTokens.keep(plan, token, claims);
  return claims;
}

async function introspected(plan: OAuth2Plan, token: string, { introspections }: Gatekeeping): Promise<Claims | Denial> {
  const claims = await introspections.ask(plan.introspection, token);
  if (claims === "unavailable") return CANNOT_INTROSPECT;
  return claims ?? INACTIVE;
}

/** RFC 6750 §3.1. Scopes are the publisher's words; what a header cannot carry is left out of it. */
function lacksScopes(required: readonly string[]): Denial {
  const scope = required.filter((one) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(one)).join(" ");
  return new Denial("insufficient_scope", `This access token lacks a scope. The API asks for: ${required.join(", ")}.`, {
    challenge: `Bearer error="insufficient_scope", scope="${scope}"`,
  });
}
