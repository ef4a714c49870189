import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import OpenAI from "openai";
import { Agent, fetch } from "undici";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ClientCertificates } from "./http/client-certificates.ts";
import { parseTrustedProxies } from "./http/trusted-proxies.ts";
import { certificateCredential } from "./runtime/subscription-rows.ts";
import { certificate, type TestCertificate } from "./testing/certificates.ts";
import { plansOf } from "./testing/plans.ts";
import { KEY, startTestGateway, subscriber, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

const ANSWER = {
  object: "chat.completion",
  model: "gpt",
  choices: [{ index: 0, message: { role: "assistant", content: "Fine." }, finish_reason: "stop" }],
};
const HEADER = "x-client-cert";

let upstream: FakeUpstream;
let gateway: TestGateway;
let known: TestCertificate;
let stranger: TestCertificate;
const agents: Agent[] = [];

beforeAll(async () => {
  upstream = await startFakeUpstream(json(200, ANSWER));
  [known, stranger] = await Promise.all([certificate("known"), certificate("stranger")]);
});
afterAll(() => upstream.close());
afterEach(async () => {
  for (const agent of agents.splice(0)) await agent.destroy();
  await gateway.close();
  upstream.seen.length = 0;
});

async function start(options: { readonly tls: boolean; readonly trusted?: string }): Promise<void> {
  const plans = plansOf({ id: "plan-mtls", security: { type: "MTLS" } }, { id: "plan-key", security: { type: "API_KEY" } });
  const trustedProxies = parseTrustedProxies(options.trusted ?? "");
  if ("problem" in trustedProxies) throw new Error(trustedProxies.problem);
  const certificates = new ClientCertificates({ header: HEADER, trustedProxies });
  const server = await certificate("gateway.test");
  gateway = await startTestGateway(
    testApi([target(upstream.origin)], { plans }),
    {},
    { certificates, ...(options.tls && { tls: { cert: Buffer.from(server.cert), key: Buffer.from(server.key) } }) },
  );
  gateway.keys.set(certificateCredential("plan-mtls", known.fingerprint), subscriber({ planId: "plan-mtls", subscriptionId: "s-mtls" }));
}

/** A client that presents a certificate, or none. */
function presenting(presented: TestCertificate | null): Agent {
  const agent = new Agent({
    connect: { rejectUnauthorized: false, ...(presented && { cert: presented.cert, key: presented.key }) },
  });
  agents.push(agent);
  return agent;
}

interface Call {
  readonly by?: TestCertificate | null;
  readonly headers?: Readonly<Record<string, string>>;
}

async function call({ by = null, headers = {} }: Call): Promise<{ readonly status: number; readonly code: string | null }> {
  const res = await fetch(`${gateway.url}/models`, { headers: { ...headers }, dispatcher: presenting(by) });
  const { error } = (await res.json()) as { error?: { code: string } };
  return { status: res.status, code: error?.code ?? null };
}

describe("over the gateway's own TLS", () => {
  test("a certificate lets its application in, by the official client", async () => {
    await start({ tls: true });
    const dispatcher = presenting(known);
    const client = new OpenAI({
      baseURL: gateway.url,
      apiKey: "unused",
      maxRetries: 0,
      fetch: ((url: string, init: object) => fetch(url, { ...init, dispatcher })) as unknown as typeof globalThis.fetch,
    });
    const answer = await client.chat.completions.create({ model: "gpt", messages: [{ role: "user", content: "Hi." }] });
    expect(answer.choices[0]?.message.content).toBe("Fine.");
    expect((await gateway.settled(1))[0]).toMatchObject({ planId: "plan-mtls", subscriptionId: "s-mtls" });
  });

  test("a stranger's certificate is refused, and none is no certificate; a key works beside it", async () => {
    await start({ tls: true });
    expect(await call({ by: stranger })).toEqual({ status: 403, code: "subscription_required" });
    expect(await call({})).toEqual({ status: 401, code: "invalid_api_key" });
    expect(await call({ by: stranger, headers: { "x-api-key": KEY } })).toEqual({ status: 200, code: null });
    expect(await call({ headers: { "x-api-key": KEY } })).toEqual({ status: 200, code: null });
  });

  test("a known certificate decides: while its subscription is paused, or it has expired, it is refused", async () => {
    await start({ tls: true });
    const credential = certificateCredential("plan-mtls", known.fingerprint);
    gateway.keys.set(credential, subscriber({ planId: "plan-mtls", status: "PAUSED" }));
    expect(await call({ by: known, headers: { "x-api-key": KEY } })).toEqual({ status: 403, code: "subscription_inactive" });
    gateway.keys.set(credential, subscriber({ planId: "plan-mtls", keyExpiresAtMs: 1 }));
    expect(await call({ by: known })).toEqual({ status: 401, code: "invalid_api_key" });
  });

  test("a header is not believed from whoever is no trusted proxy", async () => {
    await start({ tls: true, trusted: "10.0.0.0/8" });
    expect(await call({ headers: { [HEADER]: encodeURIComponent(known.cert) } })).toEqual({ status: 401, code: "invalid_api_key" });
    expect(await call({ by: stranger, headers: { [HEADER]: `Hash=${known.fingerprint}` } })).toEqual({
      status: 403,
      code: "subscription_required",
    });
  });
});

describe("behind a trusted proxy", () => {
  const spellings: Readonly<Record<string, (of: TestCertificate) => string>> = {
    "nginx, AWS: PEM as in a URL": ({ cert }) => encodeURIComponent(cert),
    "HAProxy: DER in base64": ({ der }) => der.toString("base64"),
    "RFC 9440: DER between colons": ({ der }) => `:${der.toString("base64")}:`,
    "Envoy: a hash": ({ fingerprint }) => `By=spiffe://a/b;Hash=${fingerprint};Subject="CN=known,O=\\"x\\""`,
    "Envoy: after another proxy's": ({ fingerprint }) => `Hash=${"0".repeat(64)};Subject="CN=x, y",By=spiffe://a;Hash=${fingerprint}`,
  };

  test.each(Object.entries(spellings))("%s", async (_, written) => {
    await start({ tls: false, trusted: "192.0.2.1, 127.0.0.0/8, ::1" });
    expect(await call({ headers: { [HEADER]: written(known) } })).toEqual({ status: 200, code: null });
    expect(await call({ headers: { [HEADER]: written(stranger) } })).toEqual({ status: 403, code: "subscription_required" });
    expect(await call({})).toEqual({ status: 401, code: "invalid_api_key" });
  });

  test.each([
    ["a hash before the proxy's own", (hash: string, own: string) => `Hash=${hash},By=spiffe://a;Hash=${own}`],
    ["a quote left open", (hash: string, own: string) => `Hash=${hash};Cert=",By=spiffe://a;Hash=${own};Subject="CN=x"`],
    ["a subject that holds a hash", (hash: string, own: string) => `Subject="CN=;Hash=${hash};";Hash=${own}`],
  ])("what a caller smuggles in is not taken for the proxy's word: %s", async (_, smuggle) => {
    await start({ tls: false, trusted: "127.0.0.1" });
    expect(await call({ headers: { [HEADER]: smuggle(known.fingerprint, stranger.fingerprint) } })).toMatchObject({ status: 403 });
    expect(await call({ headers: { [HEADER]: smuggle(stranger.fingerprint, known.fingerprint) } })).toMatchObject({ status: 200 });
  });

  test.each(["", "rubbish", "%zz", "-----BEGIN CERTIFICATE-----", "Hash=12", "AAAA"])("%j is no certificate", async (written) => {
    await start({ tls: false, trusted: "127.0.0.1" });
    expect(await call({ headers: { [HEADER]: written } })).toEqual({ status: 401, code: "invalid_api_key" });
  });

  test("the header does not reach the provider", async () => {
    await start({ tls: false, trusted: "127.0.0.1" });
    const written = encodeURIComponent(known.cert);
    const headers = { "content-type": "application/json", [HEADER]: written };
    const body = JSON.stringify({ model: "gpt", messages: [{ role: "user", content: "Hi." }] });
    expect((await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers, body })).status).toBe(200);
    expect((await fetch(`${gateway.url}/files`, { headers: { [HEADER]: written } })).status).toBe(200);
    expect(upstream.seen).toHaveLength(2);
    expect(JSON.stringify(upstream.seen)).not.toContain(written.slice(0, 60));
  });
});
