import { zstdDecompressSync } from "node:zlib";
import { type ContentLeg, type StoredContent, storedContentSchema } from "@sluice/definition/contents";
import { compileCondition } from "@sluice/expression/compile-condition";
import type { Expression } from "@sluice/expression/expression";
import { createSimulator, type Simulator } from "@sluice/simulator/simulator";
import { type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { writeContent } from "./contents/write-content.ts";
import type { CompiledLogging } from "./runtime/compiled-logging.ts";
import { eventually } from "./testing/deploy-simulated.ts";
import { KEY, SECRET, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { withPolicies } from "./testing/with-policies.ts";

const ALL: CompiledLogging = {
  request: true,
  response: true,
  entrypoint: true,
  endpoint: true,
  headers: true,
  payload: true,
  condition: null,
  samplingPercent: 100,
  retentionDays: null,
  keyHeaders: [],
  masksPersonalData: false,
};
/** The look of an issuer's, so that it is known as a secret. */
const TOKEN = `ghp_${"aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zZa"}`;
const EMAIL = "anna.mueller@example.com";

let simulator: Simulator;
let upstream: FakeUpstream;
let gateway: TestGateway;
beforeAll(async () => {
  simulator = await createSimulator();
  upstream = await startFakeUpstream(json(200, {}));
  gateway = await startTestGateway(logged());
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
  await simulator.close();
});
beforeEach(() => {
  gateway.captured.length = 0;
  gateway.records.length = 0;
});

const echo = { name: "sim-echo", inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} };

function logged(logging: Partial<CompiledLogging> = {}, origin = simulator.url) {
  return testApi([target(origin, { model: echo })], { logging: { ...ALL, ...logging } });
}

const masked = (logging: Partial<CompiledLogging> = {}) =>
  withPolicies(logged({ ...logging, masksPersonalData: true }), {
    request: [{ policy: "pii-filtering", name: "pii", configuration: { action: "REPLACE" } }],
  });

function condition(source: string): Expression<boolean> {
  return compileCondition(source) as Expression<boolean>;
}

async function ask(prompt: string, more: object = {}, headers: Record<string, string> = {}): Promise<string> {
  const res = await fetch(`${gateway.url}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", "user-agent": "test/1", ...headers },
    body: JSON.stringify({ model: "gpt", messages: [{ role: "user", content: prompt }], ...more }),
  });
  return res.text();
}

/** What is stored of the only request. */
async function stored(mostBytes = 1 << 16): Promise<StoredContent> {
  await eventually("the response has closed", () => gateway.captured.length === 1);
  const [capture] = gateway.captured;
  if (!capture) throw new Error("nothing was captured");
  return storedContentSchema.parse(JSON.parse(zstdDecompressSync(await writeContent(capture, mostBytes)).toString()));
}

const legOf = ({ legs }: StoredContent, side: ContentLeg["side"], phase: ContentLeg["phase"]) =>
  legs.find((leg) => leg.side === side && leg.phase === phase);

describe("what passes is kept", () => {
  test("on all four ways, without a key of anybody's", async () => {
    gateway.api = logged();
    const answer = await ask("Hello there");
    const content = await stored();
    expect(content.legs).toHaveLength(4);
    expect(JSON.parse(legOf(content, "entrypoint", "request")?.body ?? "")).toMatchObject({
      model: "gpt",
      messages: [{ content: "Hello there" }],
    });
    expect(JSON.parse(legOf(content, "endpoint", "request")?.body ?? "")).toMatchObject({ model: "sim-echo" });
    expect(JSON.parse(legOf(content, "entrypoint", "response")?.body ?? "")).toEqual(JSON.parse(answer));
    expect(legOf(content, "endpoint", "response")).toMatchObject({ status: 200, truncated: false, omitted: null });
    expect(legOf(content, "entrypoint", "request")?.headers).toContainEqual(["user-agent", "test/1"]);
    expect(legOf(content, "entrypoint", "response")?.headers?.map(([name]) => name)).toContain("x-request-id");
    for (const secret of [KEY, SECRET]) expect(JSON.stringify(content)).not.toContain(secret);
    expect(gateway.records[0]?.detail?.content).toBe("kept");
  });

  test("of a stream too, as its caller saw it", async () => {
    gateway.api = logged({ endpoint: false });
    await ask("one two three", { stream: true });
    const body = legOf(await stored(), "entrypoint", "response")?.body ?? "";
    expect(body).toContain("data: [DONE]");
    expect(body).toContain("one two three");
  });

  test("of a refusal, with the provider's words", async () => {
    upstream.behave = json(400, { error: { message: "No such thing." } });
    gateway.api = logged({}, upstream.origin);
    await ask("x");
    const content = await stored();
    expect(legOf(content, "entrypoint", "response")).toMatchObject({ status: 400 });
    expect(legOf(content, "endpoint", "response")?.body).toContain("No such thing.");
  });

  test("only as the API says: no headers, one way, one side", async () => {
    gateway.api = logged({ headers: false, endpoint: false, response: false });
    await ask("x");
    const { legs } = await stored();
    expect(legs.map(({ side, phase, headers }) => [side, phase, headers])).toEqual([["entrypoint", "request", null]]);
  });

  test("and bodies not, where only headers are", async () => {
    gateway.api = logged({ payload: false });
    await ask("private words");
    const content = await stored();
    expect(JSON.stringify(content)).not.toContain("private words");
    expect(content.legs.every(({ body, headers }) => body === null && headers !== null)).toBe(true);
  });
});

describe("secrets are hidden", () => {
  test.each([
    ["whole", {}],
    ["in a stream, however it is cut", { stream: true }],
  ])("in prompts and answers, %s", async (_, how) => {
    gateway.api = logged();
    const answer = await ask(`Use ${TOKEN} and slc_0123456789abcdefgh for it.`, how);
    expect(answer).toContain("it.");
    const text = JSON.stringify(await stored());
    for (const secret of [TOKEN, "slc_0123456789abcdefgh"]) expect(text).not.toContain(secret);
    expect(text).toContain("Use [hidden] and [hidden] for it.");
  });

  test("under names that credentials go by, and in headers that the API's plans take keys in", async () => {
    gateway.api = logged({ keyHeaders: ["x-team"] });
    await ask(
      "x",
      { metadata: { api_key: "plainword", note: "seen" } },
      { "x-team": "plainword", cookie: "a=plainword", "x-other": "seen" },
    );
    const text = JSON.stringify(await stored());
    expect(text).not.toContain("plainword");
    expect(text.match(/seen/g)?.length).toBeGreaterThan(1);
  });

  test("under such names in a body that is too long to be noted whole, too", async () => {
    gateway.api = logged({ endpoint: false, response: false });
    await ask("x", { metadata: { api_key: "plainword", note: "seen" }, padding: "word ".repeat(250_000) });
    const leg = legOf(await stored(), "entrypoint", "request");
    expect(leg).toMatchObject({ truncated: true, omitted: null });
    expect(leg?.body).toContain('"api_key":"[hidden]","note":"seen"');
    expect(leg?.body).not.toContain("plainword");
  });

  test("at the edge of what is kept of a long body: none is cut in two", async () => {
    gateway.api = logged({ endpoint: false, response: false });
    const most = 2_000;
    await ask(`${"word ".repeat(380)}${TOKEN}${" more".repeat(2_000)}`);
    const leg = legOf(await stored(most), "entrypoint", "request");
    expect(leg?.truncated).toBe(true);
    expect(Buffer.byteLength(leg?.body ?? "")).toBeLessThanOrEqual(most);
    expect(leg?.bodyBytes).toBeGreaterThan(10_000);
    expect(leg?.body).not.toContain(TOKEN.slice(0, 10));
  });
});

test("a stream in words that cannot be put together is not kept: a secret may stand in pieces of it", async () => {
  const gemini = target(simulator.url, { provider: "GEMINI", speaksOpenAi: false, basePath: "/v1beta", model: echo });
  gateway.api = testApi([gemini], { logging: ALL });
  expect(await ask(`Use ${TOKEN}`, { stream: true })).toContain("data:");
  const content = await stored();
  expect(JSON.stringify(content)).not.toContain(TOKEN.slice(0, 12));
  expect(legOf(content, "endpoint", "response")).toMatchObject({ status: 200, body: null, omitted: "unmasked" });
  expect(legOf(content, "entrypoint", "response")?.body).toContain("Use [hidden]");
});

describe("with personal data filtered, what is kept is masked", () => {
  test.each([
    ["whole", {}],
    ["streamed", { stream: true }],
  ])("on every way, %s, while the caller sees values", async (_, how) => {
    gateway.api = masked();
    expect(await ask(`Write to ${EMAIL} today`, how)).toContain(EMAIL);
    const content = await stored();
    expect(JSON.stringify(content)).not.toContain(EMAIL);
    expect(legOf(content, "entrypoint", "request")?.body).toContain("<EMAIL_1>");
    expect(legOf(content, "entrypoint", "response")?.body).toContain("<EMAIL_1>");
    expect(legOf(content, "endpoint", "response")).toMatchObject({ body: null, omitted: "unmasked" });
  });

  test("and what a policy refused is not kept at all: nobody had masked it", async () => {
    gateway.api = withPolicies(logged({ masksPersonalData: true }), {
      request: [{ policy: "pii-filtering", name: "pii", configuration: { action: "BLOCK" } }],
    });
    await ask(`Write to ${EMAIL}`);
    const content = await stored();
    expect(legOf(content, "entrypoint", "request")).toMatchObject({ body: null, omitted: "unmasked" });
    expect(JSON.stringify(content)).not.toContain(EMAIL);
  });
});

describe("nothing is kept", () => {
  test.each([
    ["where sampling leaves a request out", { samplingPercent: 0 }, "not_sampled"],
    ["where the condition does not hold", { condition: condition("{#response.status >= 500}") }, "condition"],
    ["where the condition cannot be answered", { condition: condition("{#request.headers['x-debug'][0] == 'on'}") }, "condition"],
  ] as const)("%s, and the row says so", async (_, logging, fate) => {
    gateway.api = logged(logging);
    await ask("x");
    const [record] = await gateway.settled(1);
    expect(record?.detail?.content).toBe(fate);
    expect(gateway.captured).toEqual([]);
  });

  test("of bytes that are no text, but their number", async () => {
    upstream.behave = (res) => void res.writeHead(200, { "content-type": "image/png" }).end(Buffer.from([0, 1, 2, 255]));
    gateway.api = logged({}, upstream.origin);
    await fetch(`${gateway.url}/images/generations`, {
      method: "POST",
      headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json" },
      body: JSON.stringify({ model: "gpt", prompt: "x" }),
    }).then((res) => res.arrayBuffer());
    const answer = legOf(await stored(), "endpoint", "response");
    expect(answer).toMatchObject({ body: null, bodyBytes: 4, omitted: "binary" });
  });

  test("where no logging is set: the row says nothing of it", async () => {
    gateway.api = testApi([target(simulator.url, { model: echo })]);
    await ask("x");
    const [record] = await gateway.settled(1);
    expect(record?.detail).toBeNull();
    expect(gateway.captured).toEqual([]);
  });
});

test("a condition may ask for the outcome and for what policies know", async () => {
  upstream.behave = json(500, { error: { message: "Broken." } });
  gateway.api = logged({ condition: condition("{#response.status >= 500 && #llm.model == 'gpt'}") }, upstream.origin);
  await ask("x");
  expect((await stored()).legs).toHaveLength(4);
});
