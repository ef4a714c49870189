import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deploySimulated, eventually } from "./testing/deploy-simulated.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";

let gateway: WholeGateway;
beforeAll(async () => {
  gateway = await startWholeGateway();
  await deploySimulated(gateway, { path: "/crash", models: ["gpt-5-mini"] });
});
afterAll(() => gateway.close());

/** At once, each asking again as soon as it is answered. */
const CALLERS = 20;
const CRASHES = 3;
const CALLED_FOR_MS = 600;
/** Nothing is promised of how soon, only that nothing is missing: three spools are read while the machine does other work. */
const COUNTED_WITHIN_MS = 30_000;

/** Asks until it is refused a connection; ids of answers that were whole, and of those that broke off. */
async function callUntilKilled(finished: Set<string>): Promise<void> {
  const body = JSON.stringify({ model: "gpt-5-mini", messages: [{ role: "user", content: "Hello." }], stream: finished.size % 2 === 0 });
  for (;;) {
    try {
      const res = await fetch(`${gateway.url}/crash/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
      });
      const text = await res.text();
      // A stream that was cut ends without its last event.
      if (res.ok && (text.startsWith("{") || text.includes("[DONE]"))) finished.add(res.headers.get("x-request-id") ?? "");
    } catch {
      return;
    }
  }
}

test(`a gateway that is killed ${CRASHES} times under load has counted every request that it finished`, { timeout: 90_000 }, async () => {
  const finished = new Set<string>();
  for (let crash = 0; crash < CRASHES; crash++) {
    await eventually("the API answers", async () => (await fetch(`${gateway.url}/crash/models`)).ok);
    const before = finished.size;
    const callers = Array.from({ length: CALLERS }, () => callUntilKilled(finished));
    await new Promise((resolve) => setTimeout(resolve, CALLED_FOR_MS));
    await eventually("calls were finished", () => finished.size > before);
    const [, ...rest] = await Promise.all([gateway.crash(), ...callers]);
    expect(rest).toHaveLength(CALLERS);
    expect(finished.size).toBeGreaterThan(before);
  }
  const { db } = gateway.context;
  const counted = () => db.usageRecord.count({ where: { requestId: { in: [...finished] } } });
  await vi.waitFor(async () => expect(await counted()).toBe(finished.size), { timeout: COUNTED_WITHIN_MS, interval: 200 });
  expect(gateway.output.filter((line) => line.includes("usage records were lost"))).toEqual([]);
});
