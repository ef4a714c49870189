import { allowInsecureRequests, ClientSecretBasic, ClientSecretPost, type Configuration, customFetch, discovery } from "openid-client";
import { guardedFetch, RefusedAddress } from "../outbound/guarded-fetch.ts";

const TIMEOUT_SECONDS = 10;

export interface Issuer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly linkLocalAllowed: boolean;
}

/** Reads an issuer's discovery document. Everything that the document names is then called under the same rules as the issuer itself. Throws what `describeOidcFailure` says in words. */
export async function discoverIssuer({ issuer, clientId, clientSecret, linkLocalAllowed }: Issuer): Promise<Configuration> {
  const url = new URL(issuer);
  const insecure = url.protocol === "http:";
  const authenticate: Parameters<typeof discovery>[3] = (...call) => {
    const [server] = call;
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    const method = methods.includes("client_secret_basic") ? ClientSecretBasic : ClientSecretPost;
    method(clientSecret)(...call);
  };
  const config = await discovery(url, clientId, undefined, authenticate, {
    [customFetch]: guardedFetch(linkLocalAllowed),
    timeout: TIMEOUT_SECONDS,
    execute: insecure ? [allowInsecureRequests] : [],
  });
  const { authorization_endpoint } = config.serverMetadata();
  const endpoint = authorization_endpoint && URL.canParse(authorization_endpoint) ? new URL(authorization_endpoint).protocol : "";
  if (endpoint !== "https:" && !(insecure && endpoint === "http:"))
    throw new RefusedAddress("Its discovery document names no usable authorization endpoint.");
  return config;
}

/** What went wrong at an issuer, in a sentence for whoever administers; never what it sent. */
export function describeOidcFailure(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof RefusedAddress) return cause.message;
    const code = "code" in cause ? String(cause.code) : "";
    const known = FAILURES.find(([pattern]) => pattern.test(code) || pattern.test(cause.name));
    if (known) return known[1];
  }
  return "The issuer answered with something that is no OpenID Connect discovery document.";
}

const FAILURES: readonly (readonly [RegExp, string])[] = [
  [/ENOTFOUND|EAI_AGAIN/, "There is no such host."],
  [/ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|UND_ERR_SOCKET/, "Nothing answers at this address."],
  [/TIMEOUT|TimeoutError|AbortError/, "The issuer took too long to answer."],
  [/CERT|TLS|SSL|SELF_SIGNED|ERR_TLS|DEPTH_ZERO/, "The issuer's certificate is not one that this server trusts."],
  [/RES_EXCEEDED_MAX_SIZE/, "The issuer's answer is too large to be a discovery document."],
  [/OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED/, "The document there names another issuer. Write the issuer exactly as it names itself."],
  [/OAUTH_RESPONSE_IS_NOT_CONFORM/, "There is no discovery document below this address (/.well-known/openid-configuration)."],
  [/OAUTH_HTTP_REQUEST_FORBIDDEN/, "The discovery document names an address without https://."],
];
