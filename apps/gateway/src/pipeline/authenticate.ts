import { Denial } from "@sluice/wire/denial";
import type { CompiledApi } from "../runtime/compiled-api.ts";
import type { ArrivingCall, CompiledPlan } from "../runtime/compiled-plan.ts";
import type { Caller } from "./caller.ts";
import { findKeyCredential, type KeyCredential, OWN_KEY_PREFIX, refuseKey, WRONG_KEY } from "./credentials/api-key.ts";
import { byCertificate } from "./credentials/certificate.ts";
import { firstPlan } from "./credentials/find-plan.ts";
import { hashKey } from "./credentials/hash-key.ts";
import { readBearer } from "./credentials/read-bearer.ts";
import { byToken, moreTelling, plansForToken } from "./credentials/token.ts";
import type { Gatekeeping } from "./gatekeeping.ts";

const CANNOT_TELL = new Denial(
  "gateway_unavailable",
  "The gateway cannot reach its database, and so cannot tell whether this API key is valid. Try again in a moment.",
  { retryAfterSeconds: 2 },
);
const NO_KEY = new Denial(
  "invalid_api_key",
  "No API key was given. Send the key of your subscription as Authorization: Bearer …, or as X-Api-Key.",
);
const NO_PLAN = new Denial("invalid_api_key", "This API has no plan that lets anyone call it. Its publisher has to publish one.");
const NO_PLAN_FOR_THIS = new Denial("invalid_api_key", "No plan of this API takes this call: their rules say which calls they take.");
/** What may be brought, by what a plan asks for. */
const ASKED = {
  API_KEY: "the key of your subscription as Authorization: Bearer …, or as X-Api-Key",
  JWT: "an access token as Authorization: Bearer …",
  OAUTH2: "an access token as Authorization: Bearer …",
  MTLS: "a client certificate",
} as const satisfies Record<Exclude<CompiledPlan["security"], "KEY_LESS">, string>;

/**
 * Who calls, by the API's plans: client certificates first, then tokens, keys, and nothing last. Of several credentials the first that is
 * accepted counts; a known one decides, and only without one does a keyless plan let the caller in. Keys and keyless calls are answered at
 * once: a promise means that a token has to be verified.
 */
export function authenticate(api: CompiledApi, call: ArrivingCall, gate: Gatekeeping): Caller | Denial | Promise<Caller | Denial> {
  const first = api.plans[0];
  // Plans stand in the order above: where the first asks for a key or for nothing, so do all.
  if (first === undefined || first.security === "API_KEY" || first.security === "KEY_LESS") return byKeyOrNothing(api, call, gate);
  const certified = byCertificate(api, call, gate);
  if (certified?.known) return certified.verdict;
  const bearer = readBearer(call.req.headers.authorization);
  const tokenPlans = bearer === null || isKey(bearer, api, gate) ? [] : plansForToken(api, bearer, call);
  if (bearer !== null && tokenPlans.length > 0)
    return byToken(tokenPlans, bearer, gate).then((verdict) =>
      verdict instanceof Denial ? afterToken(verdict, api, [call, gate]) : verdict,
    );
  const verdict = byKeyOrNothing(api, call, gate);
  const certificateAlone = verdict instanceof Denial && findKeyCredential(api.plans, call.req.headers) === null;
  return certified !== null && certificateAlone ? certified.verdict : verdict;
}

/** A key of ours is no token, and goes to no authorisation server. */
function isKey(bearer: string, api: CompiledApi, { snapshot }: Gatekeeping): boolean {
  if (bearer.startsWith(OWN_KEY_PREFIX)) return true;
  return takesKeys(api.plans) && snapshot.findKey(hashKey(bearer))?.apiId === api.id;
}

/** A token was refused; the call may bring a key beside it, or the token may be a key that was made while the database was away. */
function afterToken(refused: Denial, api: CompiledApi, [call, gate]: readonly [ArrivingCall, Gatekeeping]): Caller | Denial {
  const credential = findKeyCredential(api.plans, call.req.headers);
  if (credential === null || !takesKeys(api.plans)) return refused;
  if (!credential.explicit) return gate.snapshot.keysAreCurrent ? refused : moreTelling(refused, CANNOT_TELL);
  const verdict = byKeyOrNothing(api, call, gate);
  return verdict instanceof Denial ? moreTelling(refused, verdict) : verdict;
}

function byKeyOrNothing(api: CompiledApi, call: ArrivingCall, gate: Gatekeeping): Caller | Denial {
  const { plans } = api;
  const credential = findKeyCredential(plans, call.req.headers);
  if (credential === null) return withoutCredential(plans, call);
  const hash = hashKey(credential.key);
  const subscriber = gate.snapshot.findKey(hash);
  if (subscriber !== null && subscriber.apiId === api.id) {
    const refused = refuseKey(subscriber, plans, call);
    if (refused !== null) return refused;
    gate.keyUses.note(hash);
    return { planId: subscriber.planId, subscriber };
  }
  const keyless = isMeantForUs(credential, plans) ? null : firstPlan(plans, "KEY_LESS", call);
  if (keyless !== null) return { planId: keyless.id, subscriber: null };
  if (!takesKeys(plans)) return withoutCredential(plans, call);
  return subscriber === null && !gate.snapshot.keysAreCurrent ? CANNOT_TELL : WRONG_KEY;
}

function isMeantForUs({ key, explicit }: KeyCredential, plans: readonly CompiledPlan[]): boolean {
  return (explicit || key.startsWith(OWN_KEY_PREFIX)) && takesKeys(plans);
}

function takesKeys(plans: readonly CompiledPlan[]): boolean {
  for (const { security } of plans) if (security === "API_KEY") return true;
  return false;
}

/** Nothing was brought, or nothing that a plan asks for. */
function withoutCredential(plans: readonly CompiledPlan[], call: ArrivingCall): Caller | Denial {
  const keyless = firstPlan(plans, "KEY_LESS", call);
  if (keyless !== null) return { planId: keyless.id, subscriber: null };
  if (plans.length === 0) return NO_PLAN;
  if (plans[0]?.security === "API_KEY") return NO_KEY;
  const asked = new Set(plans.flatMap(({ security }) => (security === "KEY_LESS" ? [] : [ASKED[security]])));
  if (asked.size === 0) return NO_PLAN_FOR_THIS;
  return new Denial("invalid_api_key", `Nothing was given that tells who you are. This API asks for ${[...asked].join(", or ")}.`);
}
