import { startPostgres, type TestPostgres } from "@sluice/testkit/postgres";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { deploySimulated, eventually } from "./testing/deploy-simulated.ts";
import { missingRows } from "./testing/missing-rows.ts";
import { startWholeGateway, type WholeGateway } from "./testing/start-whole-gateway.ts";
import { callSteadily } from "./testing/steady-calls.ts";

/** Seconds in CI; by hand as long as anybody likes: `OUTAGE_SECONDS=300`. */
const OUTAGE_SECONDS = Number(process.env["OUTAGE_SECONDS"] ?? 3);
const RATE = Number(process.env["OUTAGE_RATE"] ?? 200);
const AROUND_MS = 500;
const LEAST_FINISHED = 50;
const COUNTED_WITHIN_MS = 60_000;
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let postgres: TestPostgres;
let gateway: WholeGateway;
beforeAll(async () => {
  postgres = await startPostgres();
  gateway = await startWholeGateway({ serverUrl: postgres.url });
  await deploySimulated(gateway, { path: "/outage", models: ["sim-echo"] });
});
afterAll(async () => {
  await gateway.close();
  await postgres.stop();
});

const OUTAGES = [
  { how: "that cannot be reached", begin: () => gateway.cutDatabase(), end: () => gateway.mendDatabase() },
  { how: "that is stopped", begin: () => postgres.halt(), end: () => postgres.restart() },
];

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  return Number(new RegExp(`^${name} (.*)$`, "m").exec(text)?.[1]);
}

test.each(OUTAGES)(
  `a database $how for ${OUTAGE_SECONDS} s under load is missed by nobody, and misses nothing afterwards`,
  {
    timeout: (OUTAGE_SECONDS + 120) * 1_000,
  },
  async ({ how, begin, end }) => {
    const calls = callSteadily(() => `${gateway.url}/outage/chat/completions`, { rate: RATE, leaving: 0.05 });
    await sleep(AROUND_MS);
    await begin();
    const before = calls.finished.size;
    await sleep(OUTAGE_SECONDS * 1_000);
    await eventually("calls were finished meanwhile", () => calls.finished.size > before + LEAST_FINISHED);
    const [spoolBytes, lag] = [await metric("sluice_usage_spool_bytes"), await metric("sluice_usage_spool_lag_seconds")];
    const during = calls.finished.size - before;
    await end();
    await sleep(AROUND_MS);
    await calls.stop();
    expect(calls.refused).toBe(0);
    expect(spoolBytes).toBeGreaterThan(during * 100);
    expect(lag).toBeGreaterThan(OUTAGE_SECONDS * 0.8);
    const mendedMs = performance.now();
    // Asked for by a number: reading the rows again and again would hold up those that are still to come.
    await vi.waitFor(async () => expect(await metric("sluice_usage_spool_bytes")).toBe(0), { timeout: COUNTED_WITHIN_MS, interval: 250 });
    const caughtUpMs = performance.now() - mendedMs;
    expect(await missingRows(gateway.context, calls)).toEqual([]);
    expect(await metric("sluice_usage_dropped_total")).toBe(0);
    expect(gateway.alive()).toBe(true);
    console.log(
      `${during} requests were finished in ${OUTAGE_SECONDS} s with a database ${how} (${Math.round(during / OUTAGE_SECONDS)} a second); ` +
        `${Math.round(spoolBytes / 1_000)} kB waited on disk, and were in ${Math.round(caughtUpMs)} ms after the load had ended`,
    );
  },
);
