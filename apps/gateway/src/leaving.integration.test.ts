import { testSources } from "@sluice/policies/testing/test-sources";
import { type Behave, bytes, type FakeUpstream, json, startFakeUpstream } from "@sluice/testkit/fake-upstream";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { UsageRecord } from "./metering/usage-record.ts";
import type { CompiledApi, Target } from "./runtime/compiled-api.ts";
import { KEY, startTestGateway, type TestGateway, target, testApi } from "./testing/start-test-gateway.ts";
import { withPolicies } from "./testing/with-policies.ts";

let upstream: FakeUpstream;
let gateway: TestGateway;
/** Lets a provider that waits in the middle of its answer go on. */
let goOn: () => void;
let gate: Promise<void>;
beforeAll(async () => {
  upstream = await startFakeUpstream(() => {});
  gateway = await startTestGateway(testApi([]));
});
afterAll(async () => {
  await gateway.close();
  await upstream.close();
});
beforeEach(() => {
  gate = new Promise((resolve) => {
    goOn = resolve;
  });
});
afterEach(() => {
  goOn();
  gateway.records.length = 0;
  upstream.seen.length = 0;
});

const DRAIN = { ms: 5_000, tokens: 10_000 };
const PROSE = "A sluice is a gate that lets through as much water as the fields below it need, and no more. ";
const chunk = (content: string) =>
  `data: {"choices":[{"index":0,"delta":{"content":${JSON.stringify(content)}},"finish_reason":null}]}\n\n`;
const ENDING = [
  'data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
  'data: {"choices":[],"usage":{"prompt_tokens":31,"completion_tokens":220,"total_tokens":251}}\n\n',
  "data: [DONE]\n\n",
];
const COUNTED = { input: 31, output: 220, estimateError: null };
const CALL = { model: "gpt", messages: [{ role: "user", content: PROSE }] };

/** Says the first pieces, waits to be let on, and says the rest. */
function inTwoParts(first: readonly string[], rest: readonly string[], end: "end" | "cut" | "stall" = "end"): Behave {
  return async (res, seen, nth) => {
    await bytes(first, "stall")(res, seen, nth);
    await gate;
    for (const piece of rest) if (!res.destroyed) res.write(piece);
    if (end === "end") res.end();
    else if (end === "cut") res.socket?.destroy();
  };
}

function serve(behave: Behave, { api = {}, to = {} }: { readonly api?: Partial<CompiledApi>; readonly to?: Partial<Target> } = {}): void {
  upstream.behave = behave;
  gateway.api = testApi([target(upstream.origin, to)], api);
}

/** Calls, leaves when the first piece of the answer has come (a stream) or the provider has been asked, and gives the row. */
async function leave(body: object = { ...CALL, stream: true }, path = "/chat/completions"): Promise<UsageRecord> {
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const call = fetch(gateway.url + path, { method: "POST", headers, body: JSON.stringify(body), signal: leaving.signal });
  if ("stream" in body) await (await call).body?.getReader().read();
  else {
    for (let waited = 0; upstream.seen.length === 0 && waited < 2_000; waited += 5) await sleep(5);
    // What the provider says at once is there by then.
    await sleep(50);
  }
  leaving.abort();
  await call.catch(() => {});
  const [row] = await gateway.settled(1);
  if (row === undefined) throw new Error("No row was made.");
  return row;
}

/** The row once nothing more is learnt. */
async function lastWord(isLast: (row: UsageRecord) => boolean): Promise<UsageRecord> {
  for (let waited = 0; waited < 3_000; waited += 5) {
    const [row] = gateway.records;
    if (row && isLast(row)) return row;
    await sleep(5);
  }
  throw new Error(`The row stays ${JSON.stringify(gateway.records[0]?.usage)}.`);
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const drained = ({ usage }: UsageRecord) => usage.provenance === "drained";

describe("a caller who leaves an API that aborts", () => {
  test("has the provider stopped, and what it had said by then estimated within the error that is told", async () => {
    serve(inTwoParts([chunk(PROSE.repeat(10))], ENDING));
    const { status, usage, costUsd } = await leave();
    expect(status).toBe(499);
    expect(usage.provenance).toBe("estimated");
    // 21 tokens a sentence in OpenAI's newest encoding.
    const total = (usage.input ?? 0) + (usage.output ?? 0);
    expect(Math.abs(total - (21 + 210))).toBeLessThanOrEqual(usage.estimateError ?? 0);
    expect(usage.estimateError).toBeLessThan(total * 0.6);
    expect(Number(costUsd)).toBeCloseTo((usage.input ?? 0) * 1e-6 + (usage.output ?? 0) * 2e-6, 9);
    for (let waited = 0; upstream.seen[0]?.closedAt === null && waited < 1_000; waited += 5) await sleep(5);
    expect(upstream.seen[0]?.early).toBe(true);
  });

  test("before anything was answered pays for the prompt alone, as far as anybody knows", async () => {
    serve(() => {});
    expect((await leave(CALL)).usage).toMatchObject({ output: null, provenance: "estimated" });
    expect(gateway.records[0]?.usage.input).toBeGreaterThan(10);
  });

  test("and had the count already has it reported", async () => {
    serve(inTwoParts([chunk("Hi."), ...ENDING.slice(0, 2)], []));
    expect((await leave()).usage).toMatchObject({ ...COUNTED, provenance: "reported" });
  });

  test("of Anthropic's keeps the input that was counted at the start, and not the one token of output there", async () => {
    const start = {
      type: "message_start",
      message: { model: "claude", usage: { input_tokens: 57, cache_read_input_tokens: 9, output_tokens: 1 } },
    };
    const delta = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text: PROSE.repeat(4) } };
    const events = [start, delta].map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    serve(inTwoParts([events.join("")], []), { to: { provider: "ANTHROPIC", speaksOpenAi: false } });
    const { usage } = await leave({ ...CALL, max_tokens: 1_000, stream: true }, "/v1/messages");
    expect(usage).toMatchObject({ input: 57, cacheRead: 9, provenance: "estimated" });
    expect(Math.abs((usage.output ?? 0) - 84)).toBeLessThanOrEqual(usage.estimateError ?? 0);
  });

  test("while it still refuses pays nothing", async () => {
    serve((res) => {
      res.writeHead(429, { "content-type": "application/json" });
      res.write('{"error":');
    });
    expect((await leave(CALL)).usage.provenance).toBe("none");
  });
});

describe("a caller who leaves an API that drains", () => {
  const said = (text: string, more: object, last: object = {}) => {
    const candidates = [{ content: { role: "model", parts: [{ text }] }, ...more }];
    return `data: ${JSON.stringify({ candidates, modelVersion: "gemini", ...last })}\r\n\r\n`;
  };
  const COUNTS = { promptTokenCount: 31, candidatesTokenCount: 220, totalTokenCount: 251 };
  const WHOLE = {
    choices: [{ message: { content: "Hi." } }],
    usage: { prompt_tokens: 31, completion_tokens: 220, total_tokens: 251 },
  };
  const later: Behave = async (...call) => {
    await gate;
    await json(200, WHOLE)(...call);
  };
  const gemini = inTwoParts([said("Hi", {})], [said(" there.", { finishReason: "STOP" }, { usageMetadata: COUNTS })]);

  test.each<[string, { behave: Behave; body: object; to?: Partial<Target> }]>([
    ["a stream", { behave: inTwoParts([chunk("Hi.")], ENDING), body: { ...CALL, stream: true } }],
    ["a whole answer", { behave: later, body: CALL }],
    ["a translated stream", { behave: gemini, body: { ...CALL, stream: true }, to: { provider: "GEMINI", speaksOpenAi: false } }],
  ])("of %s has a row at once, and the provider's own count in it when that comes", async (_, { behave, body, to = {} }) => {
    serve(behave, { api: { drain: DRAIN }, to });
    const first = await leave(body);
    expect(first).toMatchObject({ status: 499, errorCode: "client_closed_request", usage: { provenance: "estimated" } });
    goOn();
    const last = await lastWord(drained);
    expect(last).toMatchObject({ requestId: first.requestId, status: 499, usage: COUNTED, costUsd: "0.0004710000" });
    expect(last.totalMs).toBeGreaterThan(first.totalMs);
    expect(upstream.seen[0]?.early).toBe(false);
    expect(gateway.records).toHaveLength(1);
  });

  test("is drained of what he was too slow to take", async () => {
    serve(bytes([...Array.from({ length: 150 }, () => chunk(PROSE.repeat(200))), ...ENDING]), {
      api: { drain: { ms: 5_000, tokens: 10_000_000 } },
    });
    await leave();
    expect((await lastWord(drained)).usage).toMatchObject(COUNTED);
  });

  test("is estimated when the provider takes longer than is allowed, and the provider stopped", async () => {
    serve(inTwoParts([chunk(PROSE)], [], "stall"), { api: { drain: { ms: 50, tokens: 10_000 } } });
    const { totalMs } = await leave();
    const last = await lastWord((row) => row.totalMs > totalMs);
    expect(last.usage.provenance).toBe("estimated");
    expect(Math.abs((last.usage.output ?? 0) - 21)).toBeLessThanOrEqual(last.usage.estimateError ?? 0);
    for (let waited = 0; upstream.seen[0]?.closedAt === null && waited < 1_000; waited += 5) await sleep(5);
    expect(upstream.seen[0]?.early).toBe(true);
  });

  test("is estimated when the provider says more than is allowed", async () => {
    serve(
      inTwoParts(
        [chunk(PROSE)],
        Array.from({ length: 50 }, () => chunk(PROSE.repeat(5))),
        "stall",
      ),
      {
        api: { drain: { ms: 5_000, tokens: 300 } },
      },
    );
    const { totalMs } = await leave();
    goOn();
    const last = await lastWord((row) => row.totalMs > totalMs);
    expect(last.usage.provenance).toBe("estimated");
    expect(last.usage.output).toBeGreaterThan(300);
  });

  test.each<[string, Behave]>([
    ["refuses", json(429, { error: { message: "Slow down." } })],
    ["breaks the connection", (res) => void res.socket?.destroy()],
  ])("pays nothing when the provider %s after that, and no other is asked", async (_, behave) => {
    upstream.behave = async (...call) => {
      await gate;
      await behave(...call);
    };
    gateway.api = testApi([target(upstream.origin), target(upstream.origin)], { drain: DRAIN });
    await leave(CALL);
    goOn();
    expect((await lastWord(({ usage }) => usage.provenance === "none")).attempts).toBe(1);
    expect(upstream.seen).toHaveLength(1);
  });

  test("of a stream that breaks off is estimated by what came", async () => {
    serve(inTwoParts([chunk(PROSE)], [chunk(PROSE)], "cut"), { api: { drain: DRAIN } });
    const { totalMs } = await leave();
    goOn();
    const { usage } = await lastWord((row) => row.totalMs > totalMs);
    expect(usage.provenance).toBe("estimated");
    expect(Math.abs((usage.output ?? 0) - 42)).toBeLessThanOrEqual(usage.estimateError ?? 0);
  });
});

describe("a token limit", () => {
  const step = {
    name: "Limit",
    policy: "token-ratelimit",
    configuration: { addHeaders: true, rate: { limit: 10_000, periodTime: 1, periodTimeUnit: "HOURS" } },
  };
  const remaining = async () => {
    upstream.behave = json(200, {
      choices: [{ message: { content: "." } }],
      usage: { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 },
    });
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const ask = () =>
      fetch(`${gateway.url}/chat/completions`, { method: "POST", headers, body: JSON.stringify({ ...CALL, max_tokens: 1 }) });
    // What the first of them sets aside is given back by then.
    await (await ask()).text();
    const res = await ask();
    await res.text();
    return Number(res.headers.get("x-token-rate-limit-remaining"));
  };

  test.each([
    ["drained", DRAIN],
    ["estimated", null],
  ] as const)("settles with what the row says, %s", async (provenance, drain) => {
    gateway.api = withPolicies(testApi([target(upstream.origin)], { drain }), { request: [step] }, testSources());
    const before = await remaining();
    gateway.records.length = 0;
    upstream.seen.length = 0;
    upstream.behave = inTwoParts([chunk(PROSE.repeat(10))], ENDING);
    await leave({ ...CALL, stream: true, max_tokens: 5_000 });
    goOn();
    const { usage } = await lastWord((row) => row.usage.provenance === provenance);
    const used = (usage.input ?? 0) + (usage.output ?? 0);
    expect(used).toBeGreaterThan(100);
    expect(before - (await remaining())).toBe(used);
  });
});

test("a stream that breaks off is estimated by what the caller was shown, and one that never began costs nothing", async () => {
  serve(bytes([chunk(PROSE.repeat(3))], "cut"), { api: { maxRetries: 0 } });
  const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
  const ask = async () =>
    (await fetch(`${gateway.url}/chat/completions`, { method: "POST", headers, body: JSON.stringify({ ...CALL, stream: true }) })).text();
  await ask();
  upstream.behave = (res) => void res.socket?.destroy();
  await ask();
  const [broken, never] = await gateway.settled(2);
  expect(broken).toMatchObject({ status: 200, errorCode: "upstream_error", usage: { provenance: "estimated" } });
  expect(Math.abs((broken?.usage.output ?? 0) - 63)).toBeLessThanOrEqual(broken?.usage.estimateError ?? 0);
  expect(never?.usage.provenance).toBe("none");
});
