import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export interface TestIssuer {
  /** `http://127.0.0.1:…` */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whoever comes now is this one, and has these claims beside `sub`. */
  signInAs(subject: string, claims: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

const CLIENT = { clientId: "sluice", clientSecret: "a-client-secret-for-tests-only" } as const;

/** A real OpenID Connect provider, whose sign-in page asks nothing: the test says who sits in front of it. */
export async function startOidcIssuer(redirectUris: readonly string[]): Promise<TestIssuer> {
  const accounts = new Map<string, Readonly<Record<string, unknown>>>();
  let current = "";
  let answer: (request: IncomingMessage, response: ServerResponse) => unknown = (_, response) => response.writeHead(503).end();
  const server = createServer((request, response) => void answer(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, configuration(redirectUris, accounts));
  const callback = provider.callback();
  answer = async (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return callback(request, response);
    await provider.interactionFinished(request, response, { login: { accountId: current, remember: false } });
  };
  return {
    issuer,
    ...CLIENT,
    signInAs: (subject, claims) => {
      current = subject;
      accounts.set(subject, claims);
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function configuration(redirectUris: readonly string[], accounts: ReadonlyMap<string, Readonly<Record<string, unknown>>>): Configuration {
  return {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [...redirectUris] }],
    cookies: { keys: ["a-cookie-key-for-tests-only"] },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], groups: ["groups"] },
    scopes: ["openid", "email", "profile", "groups"],
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ ...accounts.get(sub), sub }) }),
    // Nobody is asked whether they agree.
    loadExistingGrant: async (context) => {
      const { client, session, provider, params } = context.oidc;
      if (!client || !session?.accountId) return undefined;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(String(params?.["scope"] ?? "openid"));
      await grant.save();
      return grant;
    },
  };
}
