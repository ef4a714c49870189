import { setTimeout as sleep } from "node:timers/promises";
import { findRedis, startRedis, type TestRedis } from "@sluice/testkit/redis";
import { Agent, request } from "undici";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type CountedProvider, countProvider, mostInAnyWindow } from "./testing/counted-provider.ts";
import { deployDefinition, eventually, simulatedApi } from "./testing/deploy-simulated.ts";
import { type AnotherGateway, startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

/** The whole minute by hand: `CLUSTER_SECONDS=60 npm test -- token-limits-cluster`. In the suite time is a tenth, and so is the window. */
const SECONDS = Number(process.env["CLUSTER_SECONDS"] ?? 6);
const LIMIT = 10_000;
const CALLERS = 200;

/** Two gateways that share a Redis: what they grant together, by the provider's own count. */
describe.skipIf(findRedis() === null)("two gateways that share their counters (skipped where there is no redis-server)", () => {
  let redis: TestRedis;
  let gateway: WholeGateway;
  let other: AnotherGateway;
  let provider: CountedProvider;
  const agent = new Agent({ connections: CALLERS });

  beforeAll(async () => {
    redis = await startRedis();
    gateway = await startWholeGateway({ variables: { REDIS_URL: redis.url } });
    other = await gateway.another();
    provider = await countProvider(gateway.simulator.url);
  });
  afterAll(async () => {
    await agent.close();
    await gateway.close();
    await provider.close();
    await redis.close();
  });

  async function deploy(path: string, policy: string, configuration: object): Promise<void> {
    const definition = simulatedApi(gateway, { path, models: ["sim-slow-20", "sim-slow-30000"] });
    for (const group of definition.endpointGroups)
      for (const endpoint of group.endpoints) endpoint.configuration.target = `${provider.url}/v1`;
    await deployDefinition(gateway, path, { ...definition, flows: [{ request: [{ name: "Limit", policy, configuration }] }] });
    await eventually(`${path} is live on both`, async () => (await fetch(`${other.url}${path}/models`)).status !== 404);
  }

  const rate = { limit: LIMIT, periodTime: SECONDS, periodTimeUnit: "SECONDS" };

  async function call(path: string, nth: number, model = "sim-slow-20"): Promise<number> {
    const body = {
      model,
      messages: [{ role: "user", content: `Write ${nth} words about nothing in particular.` }],
      max_tokens: 20 + (nth % 60),
    };
    const url = `${nth % 2 === 0 ? gateway.url : other.url}${path}/chat/completions`;
    const headers = { "content-type": "application/json" };
    try {
      const res = await request(url, { dispatcher: agent, method: "POST", headers, body: JSON.stringify(body) });
      await res.body.dump();
      return res.statusCode;
    } catch {
      return 0;
    }
  }

  /** Everybody asks again as soon as he is answered, with a little rest after a refusal. Says how often each status came. */
  async function everybodyAsks(path: string, forMs: number): Promise<Readonly<Record<number, number>>> {
    const until = performance.now() + forMs;
    const statuses: Record<number, number> = {};
    const ask = async (nth: number): Promise<void> => {
      while (performance.now() < until) {
        const status = await call(path, nth);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status !== 200) await sleep(100 + ((nth * 37) % 200));
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, (_, nth) => ask(nth)));
    return statuses;
  }

  test("grant no more than the limit in any window, whatever two hundred callers ask", { timeout: SECONDS * 4_000 + 30_000 }, async () => {
    await deploy("/shared", "token-ratelimit", { rate });
    provider.answers.length = 0;
    const statuses = await everybodyAsks("/shared", SECONDS * 1_500);
    const most = mostInAnyWindow(provider.answers, SECONDS * 1_000);
    console.log(`${CALLERS} callers, 2 gateways, ${SECONDS * 1.5} s: at most ${most} of ${LIMIT} tokens in any ${SECONDS} s`, statuses);
    expect(most).toBeLessThanOrEqual(LIMIT);
    expect(most).toBeGreaterThan(LIMIT / 2);
    expect(Object.keys(statuses).sort()).toEqual(["200", "429"]);
  });

  test("refuse every call while Redis is away under BLOCK_ON_INTERNAL_ERROR, and forget nothing", { timeout: 60_000 }, async () => {
    await deploy("/block", "token-ratelimit", { rate, strategy: "BLOCK_ON_INTERNAL_ERROR" });
    provider.answers.length = 0;
    const asking = everybodyAsks("/block", 5_000);
    await sleep(1_000);
    await redis.kill();
    await sleep(1_500);
    await redis.start();
    const statuses = await asking;
    const most = mostInAnyWindow(provider.answers, SECONDS * 1_000);
    console.log(`Redis killed and restarted, blocking: at most ${most} of ${LIMIT}`, statuses);
    expect(most).toBeLessThanOrEqual(LIMIT);
    expect(statuses[503]).toBeGreaterThan(0);
    expect(statuses[200]).toBeGreaterThan(0);
  });

  test("let calls through while Redis is away under FALLBACK_PASS_THROUGH, and hold the limit again after it", {
    timeout: 60_000,
  }, async () => {
    await deploy("/pass", "token-ratelimit", { rate, strategy: "FALLBACK_PASS_THROUGH" });
    const before = await everybodyAsks("/pass", 1_500);
    expect(before[429]).toBeGreaterThan(0);
    await redis.kill();
    const away = await everybodyAsks("/pass", 1_000);
    expect(Object.keys(away)).toEqual(["200"]);
    await redis.start();
    await eventually("Redis is used again", async () => (await call("/pass", 0)) === 429 && (await call("/pass", 1)) === 429);
    // What was let through is counted when it is over: nothing more is granted until it has left the window.
    const after = await everybodyAsks("/pass", 500);
    expect(after[200] ?? 0).toBe(0);
  });

  test("count by themselves under ASYNC_MODE, with Redis and without: each no more than the limit", { timeout: 60_000 }, async () => {
    await deploy("/async", "token-ratelimit", { rate, strategy: "ASYNC_MODE" });
    provider.answers.length = 0;
    const asking = everybodyAsks("/async", 4_000);
    await sleep(1_000);
    await redis.kill();
    await sleep(1_000);
    await redis.start();
    const statuses = await asking;
    const most = mostInAnyWindow(provider.answers, SECONDS * 1_000);
    console.log(`Redis killed and restarted, counting by themselves: at most ${most} of ${2 * LIMIT}`, statuses);
    expect(most).toBeLessThanOrEqual(2 * LIMIT);
    expect(Object.keys(statuses).sort()).toEqual(["200", "429"]);
  });

  test("free the slots of a gateway that was killed, when its leases have ended", { timeout: 60_000 }, async () => {
    await deploy("/slots", "concurrency-limit", { maximum: 2 });
    const dying = await gateway.another();
    await eventually("the third gateway serves", async () => (await fetch(`${dying.url}/slots/models`)).status !== 404);
    const body = JSON.stringify({ model: "sim-slow-30000", messages: [{ role: "user", content: "Wait." }] });
    const held = [1, 2].map(() =>
      fetch(`${dying.url}/slots/chat/completions`, { method: "POST", headers: { "content-type": "application/json" }, body }).catch(
        () => null,
      ),
    );
    const waiting = () =>
      gateway.simulator.requests.filter(({ body: asked }) => asked.includes("sim-slow-30000") && asked.includes("Wait.")).length;
    await eventually("both calls have reached the provider", () => waiting() === 2);
    expect(await call("/slots", 0)).toBe(429);
    await dying.kill();
    await Promise.all(held);
    expect(await call("/slots", 0)).toBe(429);
    const began = performance.now();
    while ((await call("/slots", 0)) !== 200) {
      if (performance.now() - began > 25_000) throw new Error("The slots were never free again.");
      await sleep(250);
    }
    expect(performance.now() - began).toBeLessThan(17_000);
  });
});
