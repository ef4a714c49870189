import type { OidcProvider } from "@sluice/db/generated/client";
import type { OidcRefusal } from "@sluice/definition/oidc";
import { authorizationCodeGrant, type Configuration, fetchUserInfo } from "openid-client";
import type { AnonymousContext } from "../context.ts";
import { type Admitted, admitPerson } from "./admit-person.ts";
import { configure, enabledProvider, type OidcAttempt } from "./begin-oidc-sign-in.ts";
import { claimsOf, type PersonClaims } from "./person-claims.ts";

/** Who the issuer says has come back with this answer, as a person of ours; or why nobody. */
export async function finishOidcSignIn(context: AnonymousContext, attempt: OidcAttempt, answer: URL): Promise<Admitted | OidcRefusal> {
  const provider = await enabledProvider(context, attempt.providerId);
  const config = provider ? await configure(context, provider) : null;
  if (!provider || !config) return "unreachable";
  const claims = await exchange(config, { attempt, answer, provider });
  return claims ? admitPerson(context, provider, claims) : "refused";
}

interface Answer {
  readonly attempt: OidcAttempt;
  readonly answer: URL;
  readonly provider: OidcProvider;
}

/** Null when the answer, its code or its token is not one for this attempt; the log says so, without quoting any. */
async function exchange(config: Configuration, { attempt, answer, provider }: Answer): Promise<PersonClaims | null> {
  const { state, nonce, verifier } = attempt;
  try {
    const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
    const tokens = await authorizationCodeGrant(config, answer, checks);
    const own = tokens.claims();
    if (!own) return null;
    const known = claimsOf(own, provider.roleClaim);
    const complete = known.email !== null && (provider.roleClaim === null || known.roleValues !== null);
    if (complete || !config.serverMetadata().userinfo_endpoint) return known;
    const info = await fetchUserInfo(config, tokens.access_token, own.sub);
    // What is signed counts before what is asked for.
    return claimsOf({ ...info, ...own }, provider.roleClaim);
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : error instanceof Error ? error.name : "";
    console.error(`Sign-in by ${provider.id} was refused: ${reason}`);
    return null;
  }
}
