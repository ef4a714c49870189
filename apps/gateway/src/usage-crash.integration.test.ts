import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deploySimulated, eventually } from "./testing/deploy-simulated.ts";
import { missingRows } from "./testing/missing-rows.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";
import { callSteadily } from "./testing/steady-calls.ts";

let gateway: WholeGateway;
beforeAll(async () => {
  gateway = await startWholeGateway();
  await deploySimulated(gateway, { path: "/crash", models: ["sim-echo"] });
});
afterAll(() => gateway.close());

/** A second, where the machine is fast enough: it says how many there were. */
const RATE = 500;
const LEAVING = 0.1;
const CRASHES = 3;
const CALLED_FOR_MS = Number(process.env["CRASH_AFTER_MS"] ?? 1_000);
/** On a machine that does other work, too. */
const LEAST_FINISHED = 50;
/** Nothing is promised of how soon, only that nothing is missing: three spools are read while the machine does other work. */
const COUNTED_WITHIN_MS = 30_000;
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

test(`a gateway that is killed ${CRASHES} times under load, with and without its database, has counted every request that it finished, to the token`, {
  timeout: 150_000,
}, async () => {
  const finished = new Map<string, { prompt: number; completion: number }>();
  let calledMs = 0;
  for (let crash = 0; crash < CRASHES; crash++) {
    await eventually("the API answers", async () => (await fetch(`${gateway.url}/crash/models`)).ok);
    const calls = callSteadily(() => `${gateway.url}/crash/chat/completions`, { rate: RATE, leaving: LEAVING });
    const beganMs = performance.now();
    await sleep(CALLED_FOR_MS / 2);
    // The second time, all of it still waits on disk when the gateway is killed.
    if (crash === 1) await gateway.cutDatabase();
    await sleep(CALLED_FOR_MS / 2);
    await eventually("calls were finished", () => calls.finished.size >= LEAST_FINISHED);
    calledMs += performance.now() - beganMs;
    if (crash === 1) await gateway.mendDatabase();
    const [, ended] = await Promise.allSettled([gateway.crash(), calls.stop()]);
    expect(ended.status).toBe("fulfilled");
    for (const [id, told] of calls.finished) finished.set(id, told);
  }
  await vi.waitFor(async () => expect(await missingRows(gateway.context, { finished })).toEqual([]), {
    timeout: COUNTED_WITHIN_MS,
    interval: 500,
  });
  expect(gateway.output.filter((line) => line.includes("usage records were lost"))).toEqual([]);
  console.log(
    `${finished.size} requests were finished in ${Math.round(calledMs)} ms, ${Math.round((finished.size / calledMs) * 1_000)} a second; none is missing`,
  );
});
