import { generateKeyPairSync, verify } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseServiceAccount, type ServiceAccount } from "./service-account.ts";
import { makeServiceAccount } from "./testing/service-account-file.ts";
import { tokenAssertion } from "./token-assertion.ts";

function accountOf(json: string): ServiceAccount {
  const account = parseServiceAccount(json);
  if ("problem" in account) throw new Error(account.problem);
  return account;
}
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? "", "base64url").toString());

describe("a service account's JSON", () => {
  test("is read, and its token address may be left out", () => {
    const { email, keyId, tokenUrl } = accountOf(makeServiceAccount({ token_uri: undefined, private_key_id: undefined }).json);
    expect({ email, keyId, tokenUrl }).toEqual({
      email: "sluice@my-project.iam.gserviceaccount.com",
      keyId: null,
      tokenUrl: "https://oauth2.googleapis.com/token",
    });
  });

  const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ type: "pkcs8", format: "pem" });
  test.each([
    ["no JSON", "not json", /whole JSON file/],
    ["a list", "[]", /whole JSON file/],
    ["a user's credentials", makeServiceAccount({ type: "authorized_user" }).json, /service_account/],
    ["no e-mail", makeServiceAccount({ client_email: "" }).json, /client_email/],
    ["no key", makeServiceAccount({ private_key: undefined }).json, /private_key/],
    ["half a key", makeServiceAccount({ private_key: "-----BEGIN PRIVATE KEY-----\nMIIE" }).json, /private_key cannot be read/],
    ["a key of another kind", makeServiceAccount({ private_key: elliptic }).json, /private_key cannot be read/],
    ["a file as token address", makeServiceAccount({ token_uri: "file:///etc/passwd" }).json, /token_uri/],
  ])("with %s is refused in words that hold nothing of it", (_, json, words) => {
    const refused = parseServiceAccount(json);
    expect(refused).toEqual({ problem: expect.stringMatching(words) });
    expect(JSON.stringify(refused)).not.toContain("MIIE");
  });
});

test("the assertion is signed by the account's key, for its token address, for an hour", () => {
  const { json, publicKey } = makeServiceAccount({ token_uri: "http://token.test/t" });
  const form = new URLSearchParams(tokenAssertion(accountOf(json), 1_750_000_000_999));
  expect(form.get("grant_type")).toBe("urn:ietf:params:oauth:grant-type:jwt-bearer");
  const [header, claim, signature] = form.get("assertion")?.split(".") ?? [];
  expect(decode(header)).toEqual({ alg: "RS256", typ: "JWT", kid: "key-1" });
  expect(decode(claim)).toEqual({
    iss: "sluice@my-project.iam.gserviceaccount.com",
    scope: "https://www.googleapis.com/auth/cloud-platform",
    aud: "http://token.test/t",
    iat: 1_750_000_000,
    exp: 1_750_003_600,
  });
  expect(verify("RSA-SHA256", Buffer.from(`${header}.${claim}`), publicKey, Buffer.from(signature ?? "", "base64url"))).toBe(true);
});
