import { createHmac } from "node:crypto";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { SignJWT } from "jose";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientCredential } from "./runtime/subscription-rows.ts";
import { type PlanSketch, plansOf } from "./testing/plans.ts";
import { KEY, startTestGateway, subscriber, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { AUDIENCE, ISSUER, type Issuer, rsaPair, startIssuer, token } from "./testing/token-issuer.ts";

const KEY_A = rsaPair("key-a");
const KEY_B = rsaPair("key-b");
const ANSWER = {
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
};

let upstream: FakeUpstream;
let issuer: Issuer;
let gateway: TestGateway;
let nowMs = 0;

beforeAll(async () => {
  upstream = await startFakeUpstream(json(200, ANSWER));
  issuer = await startIssuer();
});
afterAll(async () => {
  await upstream.close();
  await issuer.close();
});
beforeEach(async () => {
  nowMs = Date.now();
  await issuer.publish(KEY_A);
  gateway = await startTestGateway(testApi([target(upstream.origin)]), {}, { nowMs: () => nowMs });
  gateway.keys.set(clientCredential("plan-jwt", "client-1"), subscriber({ planId: "plan-jwt", applicationId: "app-of-client-1" }));
});
afterEach(async () => {
  await gateway.close();
  upstream.seen.length = 0;
  issuer.server.seen.length = 0;
});

const jwtPlan = (configuration: object = {}) => ({
  id: "plan-jwt",
  security: {
    type: "JWT" as const,
    configuration: { publicKeyResolver: "JWKS_URL", resolverParameter: issuer.url, issuer: ISSUER, audience: [AUDIENCE], ...configuration },
  },
});
const givenKey = (configuration: object = {}) =>
  jwtPlan({ publicKeyResolver: "GIVEN_KEY", resolverParameter: KEY_A.pem, ...configuration });

function serve(...plans: readonly PlanSketch[]): void {
  gateway.api = testApi([target(upstream.origin)], { plans: plansOf(...plans) });
}

async function call(bearer: string, headers: Record<string, string> = {}) {
  const res = await fetch(`${gateway.url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${bearer}`, ...headers },
    body: JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Hi." }] }),
  });
  const { error } = (await res.json()) as { error?: { code: string; message: string } };
  return { status: res.status, code: error?.code, message: error?.message, challenge: res.headers.get("www-authenticate") };
}

describe("an access token", () => {
  test("lets the subscribed application of its client in, by the official client, and does not reach the provider", async () => {
    serve(jwtPlan());
    const apiKey = await token(KEY_A);
    const client = new OpenAI({ baseURL: gateway.url, apiKey, maxRetries: 0 });
    const answer = await client.chat.completions.create({ model: "gpt", messages: [{ role: "user", content: "Hi." }] });
    expect(answer.choices[0]?.message.content).toBe("Fine.");
    expect(JSON.stringify(upstream.seen)).not.toContain(apiKey.slice(0, 40));
    expect((await gateway.settled(1))[0]).toMatchObject({ planId: "plan-jwt", applicationId: "app-of-client-1" });
  });

  test("is verified by a given key, a certificate's too, and of each kind", async () => {
    serve(givenKey());
    expect((await call(await token(KEY_A))).status).toBe(200);
    expect((await call(await token(KEY_B, { header: { kid: "key-a" } }))).code).toBe("invalid_api_key");
    const secret = "a-secret-of-thirty-two-bytes-or-more";
    serve(givenKey({ signature: "HMAC_HS256", resolverParameter: secret }));
    expect((await call(hmacToken(secret))).status).toBe(200);
    expect((await call(hmacToken("another-secret-of-thirty-two-bytes"))).status).toBe(401);
  });

  test("names its application by the plan's claim, or by azp, and by no other", async () => {
    serve(jwtPlan({ clientIdClaim: "application" }));
    expect((await call(await token(KEY_A, { claims: { application: "client-1" } }))).status).toBe(200);
    expect((await call(await token(KEY_A, { claims: { azp: "client-1" } }))).status).toBe(200);
    expect(await call(await token(KEY_A))).toMatchObject({ status: 403, code: "subscription_required" });
    expect(await call(await token(KEY_A, { claims: { application: ["client-1"] } }))).toMatchObject({ status: 403 });
  });

  test.each([
    ["scope as text", { scope: "chat models" }, 200],
    ["scp as text", { scp: "models chat" }, 200],
    ["scp as a list", { scp: ["chat", "models"] }, 200],
    ["one of two", { scope: "chat" }, 403],
    ["a longer word", { scope: "chat modelsx" }, 403],
    ["none", {}, 403],
  ])("needs all required scopes: %s", async (_, claims, status) => {
    serve(jwtPlan({ requiredScopes: ["chat", "models"] }));
    const answer = await call(await token(KEY_A, { claims }));
    expect(answer.status).toBe(status);
    if (status === 403)
      expect(answer).toMatchObject({ code: "insufficient_scope", challenge: expect.stringContaining('scope="chat models"') });
  });

  test.each([
    ["no subscription", null, 403, "subscription_required"],
    ["a paused one", { status: "PAUSED" }, 403, "subscription_inactive"],
    ["one that has not begun", { startsAtMs: 9e15 }, 403, "subscription_inactive"],
    ["one that has ended", { endsAtMs: 1 }, 403, "subscription_inactive"],
  ] as const)("of a client with %s is refused", async (...[, change, status, code]) => {
    serve(jwtPlan());
    const credential = clientCredential("plan-jwt", "client-1");
    if (change === null) gateway.keys.delete(credential);
    else gateway.keys.set(credential, subscriber({ planId: "plan-jwt", ...change }));
    expect(await call(await token(KEY_A))).toMatchObject({ status, code });
    expect(upstream.seen).toHaveLength(0);
  });
});

/** Signed with node's own means: jose would not make some of these. */
function forged(header: object, claims: object, sign: (input: string) => string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const input = `${part(header)}.${part(claims)}`;
  return `${input}.${sign(input)}`;
}
const goodClaims = () => ({ iss: ISSUER, aud: AUDIENCE, client_id: "client-1", exp: Math.floor(Date.now() / 1000) + 300 });
const hmac = (secret: string) => (input: string) => createHmac("sha256", secret).update(input).digest("base64url");
const hmacToken = (secret: string) => forged({ alg: "HS256" }, goodClaims(), hmac(secret));

describe("a forged or misused token is refused, and the provider hears nothing:", () => {
  const attacker = rsaPair("key-x");
  const attackerJwk = () => attacker.publicKey.export({ format: "jwk" });
  const attacks: Readonly<Record<string, () => Promise<string> | string>> = {
    "alg none, unsigned": () => forged({ alg: "none" }, goodClaims(), () => ""),
    "alg None, with a signature": () => forged({ alg: "None", kid: "key-a" }, goodClaims(), () => "c2ln"),
    "HS256 signed with the public key as secret": () => forged({ alg: "HS256", kid: "key-a" }, goodClaims(), hmac(KEY_A.pem)),
    "another algorithm of the same key": () => token(KEY_A, { header: { alg: "PS256" } }),
    "a longer hash of the same key": () => token(KEY_A, { header: { alg: "RS512" } }),
    "a key in the header": () => token(attacker, { header: { kid: undefined, jwk: attackerJwk() } }),
    "a key's address in the header": () => token(attacker, { header: { kid: undefined, jku: `${upstream.origin}/jwks` } }),
    "a certificate's address in the header": () => token(attacker, { header: { kid: undefined, x5u: `${upstream.origin}/x5u` } }),
    "a stranger's key under a known name": () => token(attacker, { header: { kid: "key-a" } }),
    "a path for a key id": () => token(attacker, { header: { kid: "../../../../dev/null" } }),
    "an address for a key id": () => token(attacker, { header: { kid: `${upstream.origin}/key` } }),
    "SQL for a key id": () => token(attacker, { header: { kid: "x' UNION SELECT 'secret' --" } }),
    "a prototype for a key id": () => token(attacker, { header: { kid: "__proto__" } }),
    "an unknown critical header": () => forged({ alg: "RS256", kid: "key-a", crit: ["x-own"], "x-own": 1 }, goodClaims(), () => "c2ln"),
    "a truncated signature": async () => (await token(KEY_A)).slice(0, -20),
    "no signature": async () => `${(await token(KEY_A)).split(".").slice(0, 2).join(".")}.`,
    "changed claims": async () => {
      const [header, , signature] = (await token(KEY_A)).split(".");
      return `${header}.${Buffer.from(JSON.stringify({ ...goodClaims(), client_id: "client-2" })).toString("base64url")}.${signature}`;
    },
    "an expired one": () => token(KEY_A, { expiresIn: "-1m" }),
    "one that begins in the future": () => token(KEY_A, { claims: { nbf: Math.floor(Date.now() / 1000) + 60 } }),
    "one without an end": () => withoutEnd(),
    "another audience": () => token(KEY_A, { claims: { aud: "someone-else" } }),
    "another issuer": () => token(KEY_A, { claims: { iss: "https://evil.test" } }),
    "an issuer that only begins alike": () => token(KEY_A, { claims: { iss: `${ISSUER}.evil.test` } }),
    "a token as long as the headers allow": () => token(KEY_A, { claims: { pad: "x".repeat(20_000) } }),
    "three dots and nothing": () => "..",
    "no JSON inside": () => "bm90.anNvbg.c2ln",
  };

  test.each(Object.entries(attacks))("%s", async (_, forge) => {
    for (const plan of [jwtPlan(), givenKey()]) {
      serve(plan);
      const answer = await call(await forge());
      expect(answer).toMatchObject({ status: 401, code: "invalid_api_key", challenge: expect.stringMatching(/^Bearer/) });
      expect(upstream.seen).toHaveLength(0);
    }
    // However many unknown key ids were named.
    expect(issuer.server.seen.length).toBeLessThanOrEqual(1);
  });

  async function withoutEnd(): Promise<string> {
    const { exp: _, ...claims } = goodClaims();
    return new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "key-a" }).sign(KEY_A.privateKey);
  }
});

describe("an issuer's key set", () => {
  const stranger = rsaPair("key-z");

  test("is read once for many calls, and again when a token names a key that is new", async () => {
    serve(jwtPlan());
    await Promise.all(Array.from({ length: 20 }, async () => expect((await call(await token(KEY_A))).status).toBe(200)));
    expect(issuer.server.seen).toHaveLength(1);
    await issuer.publish(KEY_A, KEY_B);
    nowMs += 11_000;
    expect((await call(await token(KEY_B))).status).toBe(200);
    expect((await call(await token(KEY_A))).status).toBe(200);
    expect(issuer.server.seen).toHaveLength(2);
  });

  test("is not asked for unknown keys more often than every ten seconds", async () => {
    serve(jwtPlan());
    for (let turn = 0; turn < 10; turn++) expect((await call(await token(stranger, { header: { kid: `kid-${turn}` } }))).status).toBe(401);
    expect(issuer.server.seen).toHaveLength(1);
    nowMs += 11_000;
    expect((await call(await token(stranger))).status).toBe(401);
    expect(issuer.server.seen).toHaveLength(2);
  });

  test("that has lost a key ends its tokens, soon after it is old", async () => {
    serve(jwtPlan());
    expect((await call(await token(KEY_A))).status).toBe(200);
    await issuer.publish(KEY_B);
    nowMs += 10 * 60_000 + 1;
    // The old set answers while the new one comes.
    await call(await token(KEY_A));
    const fresh = await token(KEY_A, { claims: { jti: "2" } });
    await expect.poll(async () => (await call(fresh)).status).toBe(401);
    expect((await call(await token(KEY_B))).status).toBe(200);
  });

  test("that cannot be read goes on as it was; a key that it does not hold cannot be told from a new one", async () => {
    serve(jwtPlan());
    expect((await call(await token(KEY_A))).status).toBe(200);
    issuer.fail();
    nowMs += 24 * 3600_000;
    expect((await call(await token(KEY_A, { expiresIn: "2d" }))).status).toBe(200);
    nowMs += 11_000;
    expect(await call(await token(KEY_B))).toMatchObject({ status: 503, code: "gateway_unavailable" });
    expect((await call(await token(KEY_A, { expiresIn: "2d" }))).status).toBe(200);
  });

  test("that was never read asks callers to come back, and works when it is there", async () => {
    serve(jwtPlan());
    issuer.fail();
    expect(await call(await token(KEY_A))).toMatchObject({ status: 503, code: "gateway_unavailable" });
    await issuer.publish(KEY_A);
    nowMs += 1_100;
    expect((await call(await token(KEY_A))).status).toBe(200);
  });
});

describe("beside other plans", () => {
  const gold = { selectionRule: "{#request.headers['x-tier'][0] == 'gold'}" };

  test("of two with tokens, the rule and the issuer choose", async () => {
    const other = { issuer: "https://other.test" };
    serve({ ...givenKey(), id: "plan-gold", ...gold }, givenKey(), { ...givenKey(other), id: "plan-other" });
    for (const planId of ["plan-gold", "plan-other"]) gateway.keys.set(clientCredential(planId, "client-1"), subscriber({ planId }));
    await call(await token(KEY_A), { "x-tier": "gold" });
    await call(await token(KEY_A));
    await call(await token(KEY_A, { claims: { iss: other.issuer } }));
    expect((await gateway.settled(3)).map(({ planId }) => planId)).toEqual(["plan-gold", "plan-jwt", "plan-other"]);
  });

  test("keys are keys, tokens are tokens, and a bad token is not let in for nothing", async () => {
    serve(givenKey(), { id: "plan-key", security: { type: "API_KEY" } }, { id: "plan-free", security: { type: "KEY_LESS" } });
    const bad = (await token(KEY_B)).replace(/.$/, "x");
    expect((await call(KEY)).status).toBe(200);
    expect((await call(await token(KEY_A))).status).toBe(200);
    expect((await call(bad)).status).toBe(401);
    expect((await call(bad, { "x-api-key": KEY })).status).toBe(200);
    expect((await call("sk-of-another-system")).status).toBe(200);
    expect((await gateway.settled(5)).map(({ planId }) => planId)).toEqual(["plan-key", "plan-jwt", null, "plan-key", "plan-free"]);
  });

  test("whoever brings nothing is told what to bring", async () => {
    serve(givenKey(), { id: "plan-mtls", security: { type: "MTLS" } });
    const answer = await call("slc_nobody");
    expect(answer).toMatchObject({ status: 401, code: "invalid_api_key", challenge: "Bearer" });
    expect(answer.message).toContain("a client certificate, or an access token");
  });
});
