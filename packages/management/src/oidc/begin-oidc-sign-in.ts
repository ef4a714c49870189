import type { OidcProvider } from "@sluice/db/generated/client";
import type { OidcRefusal } from "@sluice/definition/oidc";
import {
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import type { AnonymousContext } from "../context.ts";
import { describeOidcFailure, discoverIssuer } from "./discover-issuer.ts";

/** What the browser keeps between leaving for the issuer and coming back. */
export interface OidcAttempt {
  readonly providerId: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface Departure {
  readonly url: URL;
  readonly attempt: OidcAttempt;
}

/** Where to send the browser, for the issuer to say who it is. PKCE, state and nonce tie the answer to this very browser and attempt. */
export async function beginOidcSignIn(
  context: AnonymousContext,
  providerId: string,
  redirectUri: string,
): Promise<Departure | OidcRefusal> {
  const provider = await enabledProvider(context, providerId);
  const config = provider ? await configure(context, provider) : null;
  if (!provider || !config) return "unreachable";
  const attempt = { providerId, state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
  const url = buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: [...new Set(["openid", ...provider.scopes])].join(" "),
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: "S256",
  });
  return { url, attempt };
}

export function enabledProvider({ db }: Pick<AnonymousContext, "db">, id: string): Promise<OidcProvider | null> {
  return db.oidcProvider.findFirst({ where: { id, enabled: true } });
}

/** Null, with a line in the log for whoever administers, when the issuer is not there. */
export async function configure({ secretBox, settings }: AnonymousContext, provider: OidcProvider): Promise<Configuration | null> {
  const clientSecret = await secretBox.open(provider.clientSecret);
  const { issuer, clientId } = provider;
  try {
    return await discoverIssuer({ issuer, clientId, clientSecret, linkLocalAllowed: settings.linkLocalAllowed ?? false });
  } catch (error) {
    console.error(`Sign-in by ${provider.id} is not possible: ${describeOidcFailure(error)}`);
    return null;
  }
}
