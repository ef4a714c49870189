import { sign } from "node:crypto";
import type { ServiceAccount } from "./service-account.ts";

/** What Vertex AI asks of a token. */
const SCOPE = "https://www.googleapis.com/auth/cloud-platform";
/** The longest that Google allows (https://developers.google.com/identity/protocols/oauth2/service-account). */
const LIFETIME_SECONDS = 3_600;
const GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The form that is posted to the account's token address: a claim signed with its key (RFC 7523). `nowMs` in milliseconds since 1970. */
export function tokenAssertion({ email, key, keyId, tokenUrl }: ServiceAccount, nowMs: number): string {
  const issuedAt = Math.floor(nowMs / 1_000);
  const header = { alg: "RS256", typ: "JWT", ...(keyId !== null && { kid: keyId }) };
  const claim = { iss: email, scope: SCOPE, aud: tokenUrl, iat: issuedAt, exp: issuedAt + LIFETIME_SECONDS };
  const signed = `${encode(header)}.${encode(claim)}`;
  const assertion = `${signed}.${sign("RSA-SHA256", Buffer.from(signed), key).toString("base64url")}`;
  return new URLSearchParams({ grant_type: GRANT, assertion }).toString();
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
