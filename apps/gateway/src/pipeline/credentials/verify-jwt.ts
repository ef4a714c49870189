import { Denial } from "@sluice/wire/denial";
import { errors, type JWTVerifyOptions, jwtVerify } from "jose";
import type { JwtPlan } from "../../runtime/compiled-plan.ts";
import type { KeySet, KeySets } from "../../upstream/key-sets.ts";
import type { Claims } from "./verified-tokens.ts";

/** Clocks of issuers and gateways that are kept by NTP differ by less. */
const CLOCK_TOLERANCE_SECONDS = 5;
/** A set may hold several keys for a token that names none; each costs a verification. */
const MOST_KEYS_TRIED = 8;

const challenge = (description: string) => `Bearer error="invalid_token", error_description="${description}"`;
const refusal = (message: string, description: string) => new Denial("invalid_api_key", message, { challenge: challenge(description) });

const INVALID = refusal(
  "This access token is not valid for this API. Check that it was copied whole and comes from the issuer that the API trusts.",
  "The token is not valid",
);
const EXPIRED = refusal("This access token has expired. Get a new one from its issuer.", "The token has expired");
const TOO_EARLY = refusal("This access token is not valid yet. Are the clocks right?", "The token is not valid yet");
const ENDLESS = refusal("This access token never expires (it has no exp), and is not taken for that.", "The token has no exp");
const NOT_FOR_US = refusal(
  "This access token was issued by someone else, or for someone else: its iss or aud is not what this API asks for.",
  "The token has another issuer or audience",
);
const CANNOT_VERIFY = new Denial(
  "gateway_unavailable",
  "The gateway cannot reach the issuer's keys, and so cannot tell whether this access token is valid. Try again in a moment.",
  { retryAfterSeconds: 2 },
);

/** The claims of a token that is what the plan asks for; or why it is not taken. The plan, and not the token, says which algorithm and key it is. */
export async function verifyJwt(token: string, plan: JwtPlan, keySets: KeySets): Promise<Claims | Denial> {
  const options = optionsOf(plan);
  const { key } = plan;
  if (key.type === "GIVEN") return settle(jwtVerify(token, key.key, options));
  const set = await keySets.get(key.url);
  if (set === null) return CANNOT_VERIFY;
  const verified = await verifyBySet(token, set, options);
  if (verified !== "unknown key") return verified;
  const newer = await keySets.getNewer(key.url, set);
  if (newer === null) return CANNOT_VERIFY;
  const again = newer === set ? verified : await verifyBySet(token, newer, options);
  return again === "unknown key" ? INVALID : again;
}

function optionsOf({ algorithm, issuer, audience }: JwtPlan): JWTVerifyOptions {
  return {
    algorithms: [algorithm],
    clockTolerance: CLOCK_TOLERANCE_SECONDS,
    requiredClaims: ["exp"],
    ...(issuer !== null && { issuer }),
    ...(audience !== null && { audience: [...audience] }),
  };
}

async function verifyBySet(token: string, set: KeySet, options: JWTVerifyOptions): Promise<Claims | Denial | "unknown key"> {
  try {
    const { payload } = await jwtVerify(token, set, options);
    return payload;
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) return "unknown key";
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) return whyNot(error);
    let tried = 0;
    for await (const key of error) {
      const verified = await settle(jwtVerify(token, key, options));
      if (verified !== INVALID || ++tried === MOST_KEYS_TRIED) return verified;
    }
    return INVALID;
  }
}

async function settle(verifying: Promise<{ readonly payload: Claims }>): Promise<Claims | Denial> {
  try {
    return (await verifying).payload;
  } catch (error) {
    return whyNot(error);
  }
}

/** Claims are looked at when the signature holds: what is said of them goes to whom the issuer gave the token. */
function whyNot(error: unknown): Denial {
  if (error instanceof errors.JWTExpired) return EXPIRED;
  if (!(error instanceof errors.JWTClaimValidationFailed)) return INVALID;
  if (error.claim === "nbf") return TOO_EARLY;
  if (error.claim === "exp") return ENDLESS;
  return error.claim === "iss" || error.claim === "aud" ? NOT_FOR_US : INVALID;
}
