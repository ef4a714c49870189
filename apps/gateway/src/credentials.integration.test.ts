import { hash } from "node:crypto";
import { createSimulator, type Simulator } from "@sluice/simulator/simulator";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import WebSocket from "ws";
import { ClientCertificates } from "./http/client-certificates.ts";
import { parseTrustedProxies } from "./http/trusted-proxies.ts";
import { clientCredential } from "./runtime/subscription-rows.ts";
import { API_ID, compiled } from "./runtime/testing/deployed.ts";
import { certificate, type TestCertificate } from "./testing/certificates.ts";
import { apiOfAllProviders, SIMULATED_PROVIDERS } from "./testing/simulated-providers.ts";
import { startTestGateway, subscriber, type TestGateway } from "./testing/start-test-gateway.ts";
import { rsaPair, token } from "./testing/token-issuer.ts";

const KEY = "slc_consumer-key-canary-0001";
const SIGNER = rsaPair("key-a");

let simulator: Simulator;
let gateway: TestGateway;
let jwt: string;
let presented: TestCertificate;
let before = "";

beforeAll(async () => {
  simulator = await createSimulator();
  [jwt, presented] = [await token(SIGNER), await certificate("canary")];
  const trustedProxies = parseTrustedProxies("127.0.0.1");
  if ("problem" in trustedProxies) throw new Error(trustedProxies.problem);
  const plan = (id: string, type: string, configuration: object) => ({
    id,
    name: id,
    security: { type, configuration },
    status: "PUBLISHED",
  });
  const plans = [
    plan("plan-key", "API_KEY", { apiKeyHeader: "X-Team-Key" }),
    plan("plan-jwt", "JWT", { publicKeyResolver: "GIVEN_KEY", resolverParameter: SIGNER.pem }),
    plan("plan-mtls", "MTLS", {}),
  ];
  const api = compiled({ ...apiOfAllProviders(simulator.url, "/test"), plans });
  gateway = await startTestGateway(api, {}, { certificates: new ClientCertificates({ header: "x-client-cert", trustedProxies }) });
  gateway.keys.set(hash("sha256", KEY, "hex"), subscriber({ apiId: API_ID }));
  gateway.keys.set(clientCredential("plan-jwt", "client-1"), subscriber({ apiId: API_ID, planId: "plan-jwt" }));
});
afterAll(async () => {
  await gateway.close();
  await simulator.close();
});
beforeEach(() => {
  before = simulator.requests.at(-1)?.id ?? "";
});

/** Each way to bring a key or token; the last brings all at once. */
const CARRIERS: Readonly<Record<string, () => Readonly<Record<string, string>>>> = {
  bearer: () => ({ authorization: `Bearer ${KEY}` }),
  token: () => ({ authorization: `Bearer ${jwt}` }),
  "all of them": () => ({
    authorization: `Bearer ${jwt}`,
    "x-api-key": KEY,
    "x-gravitee-api-key": KEY,
    "x-team-key": KEY,
    "x-client-cert": encodeURIComponent(presented.cert),
    "x-forwarded-client-cert": `Hash=${presented.fingerprint}`,
    cookie: `session=${KEY}`,
    "proxy-authorization": `Bearer ${KEY}`,
  }),
};

/** Ids count upwards. */
function arrived() {
  return simulator.requests.filter(({ id }) => id > before);
}

/** What arrived since the test began, which has to be something, and holds nothing of a caller's. */
function expectNothingLeaked(): void {
  const seen = arrived();
  expect(seen.length).toBeGreaterThan(0);
  const written = JSON.stringify(seen);
  for (const secret of [KEY, jwt.slice(0, 60), jwt.slice(-60), presented.fingerprint, encodeURIComponent(presented.cert).slice(100, 160)])
    expect(written).not.toContain(secret);
}

const MESSAGES = [{ role: "user", content: "Hi." }];
const WAYS: Readonly<Record<string, (model: string) => object>> = {
  "/chat/completions": (model) => ({ model, messages: MESSAGES }),
  "/v1/chat/completions": (model) => ({ model, messages: MESSAGES, stream: true }),
  "/v1/messages": (model) => ({ model, messages: MESSAGES, max_tokens: 50 }),
  "/responses": (model) => ({ model, input: "Hi." }),
};

describe.each(Object.entries(CARRIERS))("a consumer's credential (%s) does not reach the provider", (_, headers) => {
  test.each(SIMULATED_PROVIDERS.map(({ group }) => group))("by any way of chat in front of %s", async (group) => {
    const model = `${group}:${SIMULATED_PROVIDERS.find((one) => one.group === group)?.model}`;
    for (const [path, body] of Object.entries(WAYS)) {
      const res = await fetch(gateway.url + path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers() },
        body: JSON.stringify(body(model)),
      });
      const text = await res.text();
      expect([path, res.status, text.slice(0, 200)]).toEqual([path, 200, expect.any(String)]);
      expect(text).not.toContain(KEY);
    }
    expectNothingLeaked();
  });

  test("by what is passed through: JSON, forms and files", async () => {
    const form = new FormData();
    form.set("model", "openai:gpt-4o");
    form.set("file", new Blob(["x"]), "a.txt");
    const json = { "content-type": "application/json", ...headers() };
    await fetch(`${gateway.url}/audio/speech`, {
      method: "POST",
      headers: json,
      body: '{"model":"openai:gpt-4o","input":"x","voice":"a"}',
    });
    await fetch(`${gateway.url}/audio/transcriptions`, { method: "POST", headers: headers(), body: form });
    await fetch(`${gateway.url}/files`, { headers: headers() });
    expect(arrived()).toHaveLength(3);
    expectNothingLeaked();
  });

  test("by a WebSocket", async () => {
    const url = `${gateway.url.replace("http", "ws")}/realtime?model=openai:gpt-4o`;
    const sockets = [new WebSocket(url, { headers: headers() }), new WebSocket(url, ["realtime", `openai-insecure-api-key.${KEY}`])];
    for (const socket of sockets) {
      await new Promise((resolve, reject) => {
        socket.once("open", resolve);
        socket.once("error", reject);
      });
      socket.close();
    }
    expectNothingLeaked();
  });
});
