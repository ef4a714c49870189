import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readTelemetrySettings } from "./telemetry/read-settings.ts";
import { startTelemetry, type Telemetry } from "./telemetry/start-telemetry.ts";
import { KEY, SECRET, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";

type Value = {
  readonly stringValue?: string;
  readonly intValue?: number | string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
};
type Attributes = readonly { readonly key: string; readonly value: Value }[];
interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly traceState?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly status: { readonly code: number };
  readonly attributes: Attributes;
}
interface Metric {
  readonly name: string;
  readonly unit: string;
  readonly histogram: {
    readonly dataPoints: readonly { readonly count: number | string; readonly sum: number; readonly attributes: Attributes }[];
  };
}
interface Received {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** What a collector is: an HTTP server that takes OTLP. */
const received: Received[] = [];
let collector: Server;
let upstream: FakeUpstream;
let telemetry: Telemetry;
let gateway: TestGateway;
const PROMPT = "words that are nobody's business";
const CHUNKS = [
  `data: {"model":"gpt-real","choices":[{"index":0,"delta":{"content":"${PROMPT}"},"finish_reason":"stop"}]}\n\n`,
  'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":4,"total_tokens":13,"prompt_tokens_details":{"cached_tokens":5},"completion_tokens_details":{"reasoning_tokens":1}}}\n\n',
  "data: [DONE]\n\n",
];

beforeAll(async () => {
  collector = createServer(async (req, res) => {
    const pieces: Buffer[] = [];
    for await (const piece of req) pieces.push(piece as Buffer);
    received.push({ path: req.url ?? "", type: req.headers["content-type"] ?? "", body: Buffer.concat(pieces) });
    res.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  collector.listen(0, "127.0.0.1");
  await once(collector, "listening");
  upstream = await startFakeUpstream(json(200, {}));
});
afterAll(async () => {
  collector.closeAllConnections();
  collector.close();
  await upstream.close();
});
beforeEach(() => {
  received.length = 0;
  upstream.seen.length = 0;
  upstream.behave = bytes(CHUNKS);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await gateway.close();
});

async function start(variables: Record<string, string> = {}): Promise<void> {
  const all = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    OTEL_SERVICE_NAME: "front-door",
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  const settings = readTelemetrySettings(all);
  if (settings === null) throw new Error("off");
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  telemetry = startTelemetry({ settings, gatewayId: "gw-1", version: "1.2.3", log });
  const first = target("http://127.0.0.1:1", { endpoint: "dead" });
  gateway = await startTestGateway(testApi([first, target(upstream.origin)]), {}, { telemetry });
}

async function ask(headers: Record<string, string> = {}): Promise<string> {
  const res = await fetch(`${gateway.url}/chat/completions?secret=${KEY}`, {
    method: "POST",
    headers: { authorization: `Bearer ${KEY}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ model: "gpt", stream: true, messages: [{ role: "user", content: PROMPT }] }),
  });
  await res.text();
  return res.headers.get("x-request-id") ?? "";
}

/** What the collector has, once everything was sent. */
async function told(): Promise<{
  readonly spans: readonly Span[];
  readonly metrics: readonly Metric[];
  readonly resource: Record<string, unknown>;
}> {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await telemetry.stop();
  const bodies = (path: string) => received.filter((one) => one.path === path).map(({ body }) => JSON.parse(body.toString()));
  const [traces] = bodies("/v1/traces");
  return {
    spans: bodies("/v1/traces").flatMap((body) => body.resourceSpans[0].scopeSpans[0].spans),
    metrics: bodies("/v1/metrics").flatMap((body) =>
      body.resourceMetrics[0].scopeMetrics.flatMap((scope: { metrics: Metric[] }) => scope.metrics),
    ),
    resource: traces === undefined ? {} : plain(traces.resourceSpans[0].resource.attributes),
  };
}

function plain(attributes: Attributes): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, doubleValue, boolValue } }) => [
      key,
      stringValue ?? (intValue === undefined ? undefined : Number(intValue)) ?? doubleValue ?? boolValue,
    ]),
  );
}

const [SERVER, CLIENT, ERROR] = [2, 3, 2];

describe("a request is told as a span of its own and one for each call to a provider", () => {
  test("by the conventions for generative AI, with its tokens, and the call that failed before", async () => {
    await start();
    const requestId = await ask();
    const { spans, resource } = await told();
    expect(resource).toMatchObject({ "service.name": "front-door", "service.version": "1.2.3", "service.instance.id": "gw-1" });
    const [server, failed, answered] = spans;
    expect(spans.map(({ name, kind }) => [name, kind])).toEqual([
      ["POST /test", SERVER],
      ["chat gpt", CLIENT],
      ["chat gpt", CLIENT],
    ]);
    expect(plain(server?.attributes ?? [])).toMatchObject({
      "http.request.method": "POST",
      "http.route": "/test",
      "url.path": "/test/chat/completions",
      "http.response.status_code": 200,
      "sluice.request.id": requestId,
      "sluice.api.id": "api1",
    });
    expect(plain(failed?.attributes ?? [])).toMatchObject({ "error.type": "upstream_unreachable", "sluice.endpoint.name": "dead" });
    expect(failed?.status.code).toBe(ERROR);
    expect(plain(answered?.attributes ?? [])).toMatchObject({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "group",
      "gen_ai.request.model": "gpt",
      "gen_ai.response.model": "gpt-real",
      "gen_ai.request.stream": true,
      "gen_ai.usage.input_tokens": 9,
      "gen_ai.usage.output_tokens": 4,
      "gen_ai.usage.cache_read.input_tokens": 5,
      "gen_ai.usage.reasoning.output_tokens": 1,
      "server.address": "127.0.0.1",
      "http.response.status_code": 200,
    });
    for (const span of [failed, answered]) {
      expect(span).toMatchObject({ traceId: server?.traceId, parentSpanId: server?.spanId });
      expect(BigInt(span?.startTimeUnixNano ?? 0)).toBeGreaterThanOrEqual(BigInt(server?.startTimeUnixNano ?? 0));
      expect(BigInt(span?.endTimeUnixNano ?? 0)).toBeLessThanOrEqual(BigInt(server?.endTimeUnixNano ?? 0) + 1_000_000n);
    }
    expect(Math.abs(Number(BigInt(server?.startTimeUnixNano ?? 0) / 1_000_000n) - Date.now())).toBeLessThan(10_000);
  });

  test("and neither keys nor a word of what was said are in it", async () => {
    await start();
    await ask();
    await told();
    const all = received.map(({ body }) => body.toString()).join("\n");
    expect(all).toContain("chat gpt");
    for (const secret of [KEY, SECRET, PROMPT, "secret="]) expect(all).not.toContain(secret);
  });
});

describe("a caller's trace", () => {
  const [TRACE, SPAN] = ["4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"];

  test("is gone on with, and the provider is told which call it is", async () => {
    await start();
    await ask({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
    const { spans } = await told();
    expect(spans[0]).toMatchObject({ traceId: TRACE, parentSpanId: SPAN });
    expect(upstream.seen[0]?.headers["traceparent"]).toBe(`00-${TRACE}-${spans[2]?.spanId}-01`);
    expect(upstream.seen[0]?.headers["tracestate"]).toBe("vendor=x");
  });

  test("that is not sampled is passed on and not told, unless the sampler asks no parent", async () => {
    await start();
    await ask({ traceparent: `00-${TRACE}-${SPAN}-00` });
    expect((await told()).spans).toEqual([]);
    expect(upstream.seen[0]?.headers["traceparent"]).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-00$`));
    await gateway.close();
    await start({ OTEL_TRACES_SAMPLER: "always_on" });
    await ask({ traceparent: `00-${TRACE}-${SPAN}-00` });
    expect((await told()).spans).toHaveLength(3);
  });

  test("is passed on as it came where nobody is told of traces", async () => {
    gateway = await startTestGateway(testApi([target(upstream.origin)]));
    await ask({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
    expect(upstream.seen[0]?.headers).toMatchObject({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
    gateway.api = testApi([target(upstream.origin, { provider: "ANTHROPIC", speaksOpenAi: false })]);
    await ask({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
    expect(upstream.seen[1]?.headers).toMatchObject({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
  });

  test("is passed on as it came where metrics alone are told: nobody would find our span in it", async () => {
    await start({ OTEL_TRACES_EXPORTER: "none" });
    await ask({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
    const { spans, metrics } = await told();
    expect([spans, metrics.length > 0]).toEqual([[], true]);
    expect(upstream.seen[0]?.headers).toMatchObject({ traceparent: `00-${TRACE}-${SPAN}-01`, tracestate: "vendor=x" });
  });

  test("that cannot be read is none: its state is not taken along into the new one", async () => {
    await start();
    await ask({ traceparent: "00-nonsense", tracestate: "vendor=x" });
    const { spans } = await told();
    expect(upstream.seen[0]?.headers["traceparent"]).toContain(spans[2]?.spanId);
    expect(upstream.seen[0]?.headers["tracestate"]).toBeUndefined();
  });

  test("names the lines of the log that are about it", async () => {
    gateway = await startTestGateway(testApi([target("http://127.0.0.1:1")]));
    await ask({ traceparent: `00-${TRACE}-${SPAN}-01` });
    expect(gateway.logged).toContainEqual(expect.objectContaining({ traceId: TRACE, requestId: expect.any(String) }));
  });
});

test("metrics tell tokens and durations of every request, sampled or not", async () => {
  await start({ OTEL_TRACES_SAMPLER: "always_off" });
  await ask();
  await ask();
  const { metrics, spans } = await told();
  expect(spans).toEqual([]);
  const of = (name: string) => metrics.find((metric) => metric.name === name);
  const points = of("gen_ai.client.token.usage")?.histogram.dataPoints ?? [];
  const input = points.find(({ attributes }) => plain(attributes)["gen_ai.token.type"] === "input");
  expect(input).toMatchObject({ sum: 18 });
  expect(Number(input?.count)).toBe(2);
  expect(plain(input?.attributes ?? [])).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "group",
    "gen_ai.request.model": "gpt",
  });
  expect(of("gen_ai.client.operation.duration")).toMatchObject({ unit: "s" });
  expect(of("gen_ai.client.operation.time_to_first_chunk")?.histogram.dataPoints).toHaveLength(1);
});

test("protobuf is spoken unless JSON is asked for", async () => {
  await start({ OTEL_EXPORTER_OTLP_PROTOCOL: "" });
  const requestId = await ask();
  await new Promise((resolve) => setTimeout(resolve, 50));
  await telemetry.stop();
  const traces = received.find(({ path }) => path === "/v1/traces");
  expect(traces?.type).toBe("application/x-protobuf");
  // Texts stand in protobuf as they are.
  for (const text of ["front-door", "chat gpt", "gen_ai.request.model", requestId]) expect(traces?.body.includes(text)).toBe(true);
  expect(received.map(({ path }) => path)).toContain("/v1/metrics");
});
