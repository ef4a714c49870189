import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { clientCredential } from "./runtime/subscription-rows.ts";
import { plansOf } from "./testing/plans.ts";
import { KEY, startTestGateway, subscriber, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

const ANSWER = {
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
};
const CLIENT_SECRET = "introspection-secret-canary";
const ACTIVE = { active: true, client_id: "client-1", scope: "chat", sub: "user-1" };

let upstream: FakeUpstream;
let server: FakeUpstream;
let gateway: TestGateway;
let nowMs = 0;

beforeAll(async () => {
  upstream = await startFakeUpstream(json(200, ANSWER));
  server = await startFakeUpstream(json(200, ACTIVE));
});
afterAll(async () => {
  await upstream.close();
  await server.close();
});
beforeEach(async () => {
  nowMs = Date.now();
  server.behave = json(200, ACTIVE);
  gateway = await startTestGateway(testApi([target(upstream.origin)]), {}, { nowMs: () => nowMs });
  gateway.keys.set(clientCredential("plan-oauth", "client-1"), subscriber({ planId: "plan-oauth" }));
  serve();
});
afterEach(async () => {
  await gateway.close();
  upstream.seen.length = 0;
  server.seen.length = 0;
});

function serve(configuration: object = {}): void {
  const introspection = {
    introspectionEndpoint: `${server.origin}/introspect?realm=a`,
    clientId: "gate way",
    clientSecret: CLIENT_SECRET,
    ...configuration,
  };
  const plans = plansOf(
    { id: "plan-oauth", security: { type: "OAUTH2", configuration: introspection } },
    { id: "plan-key", security: { type: "API_KEY" } },
  );
  gateway.api = testApi([target(upstream.origin)], { plans });
}

async function call(bearer: string) {
  const res = await fetch(`${gateway.url}/models`, { headers: { authorization: `Bearer ${bearer}` } });
  const body = await res.text();
  const code = res.status === 200 ? null : (JSON.parse(body) as { error: { code: string } }).error.code;
  return { status: res.status, code, body, challenge: res.headers.get("www-authenticate"), retryAfter: res.headers.get("retry-after") };
}

test("an active token lets its client's application in, and is introspected as RFC 7662 says", async () => {
  const client = new OpenAI({ baseURL: gateway.url, apiKey: "opaque-token-1", maxRetries: 0 });
  const answer = await client.chat.completions.create({ model: "gpt", messages: [{ role: "user", content: "Hi." }] });
  expect(answer.choices[0]?.message.content).toBe("Fine.");
  const [asked] = server.seen;
  expect(asked).toMatchObject({ method: "POST", url: "/introspect?realm=a", body: "token=opaque-token-1&token_type_hint=access_token" });
  expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from(`gate+way:${CLIENT_SECRET}`).toString("base64")}`);
  expect(JSON.stringify(upstream.seen)).not.toContain("opaque-token-1");
});

test("a token that is not active is refused, however the server says so", async () => {
  const past = Math.floor(nowMs / 1000) - 1;
  const answers = [{ active: false }, { active: "true" }, {}, { ...ACTIVE, exp: past }, { ...ACTIVE, nbf: past + 60 }];
  for (const [at, answer] of answers.entries()) {
    server.behave = json(200, answer);
    expect(await call(`opaque-${at}`)).toMatchObject({
      status: 401,
      code: "invalid_api_key",
      challenge: expect.stringContaining("invalid_token"),
    });
  }
});

test("a token without a scope, a client or a subscription is told apart from one that is not active", async () => {
  serve({ requiredScopes: ["chat", "admin"] });
  expect(await call("opaque")).toMatchObject({ status: 403, code: "insufficient_scope" });
  serve();
  server.behave = json(200, { active: true });
  expect(await call("another")).toMatchObject({ status: 403, code: "subscription_required" });
  server.behave = json(200, { active: true, client_id: "client-2" });
  expect(await call("a-third")).toMatchObject({ status: 403, code: "subscription_required" });
});

test("an answer is believed as long as the plan says, never beyond the token's end; a refusal for some seconds", async () => {
  server.behave = json(200, { ...ACTIVE, exp: Math.floor(nowMs / 1000) + 30 });
  for (let turn = 0; turn < 5; turn++) expect((await call("opaque")).status).toBe(200);
  expect(server.seen).toHaveLength(1);
  server.behave = json(200, { active: false });
  nowMs += 29_000;
  expect((await call("opaque")).status).toBe(200);
  nowMs += 2_000;
  expect((await call("opaque")).status).toBe(401);
  expect((await call("opaque")).status).toBe(401);
  expect(server.seen).toHaveLength(2);
  server.behave = json(200, ACTIVE);
  nowMs += 5_001;
  expect((await call("opaque")).status).toBe(200);
  nowMs += 60_001;
  expect((await call("opaque")).status).toBe(200);
  expect(server.seen).toHaveLength(4);
});

test("without a cache each call asks", async () => {
  serve({ cacheSeconds: 0 });
  for (let turn = 0; turn < 3; turn++) await call("opaque");
  expect(server.seen).toHaveLength(3);
});

test("many calls with one token at once ask once", async () => {
  server.behave = async (res, seen) => {
    await new Promise((resolve) => setTimeout(resolve, 100));
    json(200, ACTIVE)(res, seen, 1);
  };
  const answers = await Promise.all(Array.from({ length: 25 }, () => call("opaque")));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  expect(server.seen).toHaveLength(1);
});

test("a server that fails asks callers to come back, tells them nothing of itself, and is asked again", async () => {
  const failures = [
    json(500, { active: true }),
    json(401, { active: true }),
    json(302, "", { location: `${upstream.origin}/introspect` }),
    json(200, "no json"),
    json(200, "[]"),
    json(200, `{"active":true,"pad":"${"x".repeat(600_000)}"}`),
  ];
  for (const failure of failures) {
    server.behave = failure;
    const answer = await call("opaque");
    expect(answer).toMatchObject({ status: 503, code: "gateway_unavailable", retryAfter: "2" });
    expect(answer.body).not.toContain(server.origin);
  }
  server.behave = json(200, ACTIVE);
  expect((await call("opaque")).status).toBe(200);
  // A redirect leads nowhere.
  expect(upstream.seen).toHaveLength(0);
  // Said once, and without a secret.
  const complaints = gateway.logged.map((line) => JSON.stringify(line)).filter((line) => line.includes("introspected"));
  expect(complaints).toHaveLength(1);
  expect(complaints.join()).not.toMatch(/opaque|canary/);
});

test("with the server away known tokens go on while they are believed, and keys always do", async () => {
  expect((await call("opaque")).status).toBe(200);
  const gone = await startFakeUpstream(json(200, ACTIVE));
  const { origin } = gone;
  await gone.close();
  serve({ introspectionEndpoint: `${origin}/introspect` });
  expect(await call("opaque")).toMatchObject({ status: 503, code: "gateway_unavailable" });
  expect((await call(KEY)).status).toBe(200);
  serve();
  expect((await call("opaque")).status).toBe(200);
});

test("a key of ours is never sent to the authorisation server, known or not", async () => {
  expect((await call(KEY)).status).toBe(200);
  expect((await call("slc_nobody")).status).toBe(401);
  expect(server.seen).toHaveLength(0);
});
