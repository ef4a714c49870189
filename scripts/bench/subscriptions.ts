import { hash } from "node:crypto";
import { Agent, request } from "undici";
import { LiveSnapshot } from "../../apps/gateway/src/runtime/live-snapshot.ts";
import { Subscribers } from "../../apps/gateway/src/runtime/subscribers.ts";
import { startPostgres } from "../../packages/testkit/src/postgres.ts";
import { filledKey, fillSubscriptions } from "./fill-subscriptions.ts";
import { createBenchDatabase, type MeasuredGateway, startOn } from "./gateway.ts";
import { median } from "./median.ts";

const SUBSCRIPTIONS = 100_000;
const CEILING_START_MS = 3_000;
const CEILING_MEGABYTES = 150;
/** CPU of a call with them to one without: two measurements of the same gateway differ by as much. */
const CEILING_CALL = 1.1;
const ROUNDS = 7;
const CALLS_A_ROUND = 4_000;
const CALLERS = 16;
const LOOK_UPS = 1_000_000;
/** After a start or a load, so that what was needed for it is given back. */
const SETTLE_MS = 2_000;

interface Measured {
  readonly startMs: number;
  readonly megabytes: number;
  /** CPU microseconds of a call that is authenticated and answered without a provider. */
  readonly microsPerCall: number;
}

/** What 100,000 subscriptions cost a gateway: its start, its memory, and each call. Returns whether all ceilings hold. */
export async function measureSubscriptions(): Promise<boolean> {
  const postgres = await startPostgres();
  const gateways: MeasuredGateway[] = [];
  try {
    // Nothing is called upstream.
    const [few, many] = [await createBenchDatabase(postgres, NOBODY), await createBenchDatabase(postgres, NOBODY)];
    await fillSubscriptions(many.databaseUrl, SUBSCRIPTIONS);
    // A gateway's modules are compiled at its first start and kept for the next ones.
    await (await startOn(few)).stop();
    for (const database of [few, many]) gateways.push(await startOn(database));
    const [one, other] = await measure(gateways);
    return one !== undefined && other !== undefined && report(one, other);
  } finally {
    for (const gateway of gateways) await gateway.stop();
    await postgres.stop();
  }
}

const NOBODY = "http://127.0.0.1:9/v1";

/** In turn, so that what else the machine does is in both alike. */
async function measure(gateways: readonly MeasuredGateway[]): Promise<readonly Measured[]> {
  const rounds = gateways.map((): number[] => []);
  for (let round = -1; round < ROUNDS; round++) {
    for (const [at, gateway] of gateways.entries()) {
      const micros = await load(gateway);
      if (round >= 0) rounds[at]?.push(micros);
    }
  }
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const measured: Measured[] = [];
  for (const [at, { child, startMs }] of gateways.entries()) {
    const { rssBytes } = await child.ask<{ rssBytes: number }>("memory");
    measured.push({ startMs, megabytes: rssBytes / 1e6, microsPerCall: median(rounds[at] ?? []) });
  }
  return measured;
}

/** Nanoseconds to find a subscriber by any one of so many keys, in no order. */
function lookUpNanos(count: number): number {
  const subscribers = new Subscribers();
  const hashes = Array.from({ length: count }, (_, nth) => hash("sha256", filledKey(nth + 1), "hex"));
  subscribers.put(hashes.map((credential, nth) => ({ ...ROW, subscriptionId: String(nth), credential })));
  const snapshot = new LiveSnapshot(subscribers.byCredential);
  const asked = Array.from({ length: LOOK_UPS }, (_, nth) => hashes[(nth * 7_919) % count] ?? "");
  let found = 0;
  const beganMs = performance.now();
  for (const one of asked) if (snapshot.findKey(one) !== null) found++;
  const nanos = ((performance.now() - beganMs) * 1e6) / LOOK_UPS;
  if (found !== LOOK_UPS) throw new Error(`${LOOK_UPS - found} keys were not found.`);
  return nanos;
}

const ROW = {
  applicationId: "application",
  planId: "plan",
  apiId: "api",
  status: "ACCEPTED",
  startsAtMs: null,
  endsAtMs: null,
  keyExpiresAtMs: null,
  keyRevoked: false,
} as const;

/** CPU microseconds a call. */
async function load({ child, port, key }: MeasuredGateway): Promise<number> {
  const dispatcher = new Agent({ connections: CALLERS });
  const before = (await child.ask<{ cpuMicros: number }>("cpu")).cpuMicros;
  const headers = { authorization: `Bearer ${key}` };
  let calls = 0;
  const caller = async () => {
    while (calls++ < CALLS_A_ROUND) {
      const { statusCode, body } = await request(`http://127.0.0.1:${port}/bench/models`, { headers, dispatcher });
      await body.dump();
      if (statusCode !== 200) throw new Error(`A call was answered with ${statusCode}.`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  const micros = (await child.ask<{ cpuMicros: number }>("cpu")).cpuMicros - before;
  await dispatcher.close();
  return micros / CALLS_A_ROUND;
}

function report(one: Measured, many: Measured): boolean {
  const more = many.megabytes - one.megabytes;
  const ratio = many.microsPerCall / one.microsPerCall;
  console.log(`                          1 subscription   ${SUBSCRIPTIONS.toLocaleString("en")}`);
  console.log(
    `start                ${ms(one.startMs)}${ms(many.startMs)}   until the first answer, the process's own start included (ceiling ${CEILING_START_MS} ms)`,
  );
  console.log(`memory, RSS          ${mb(one.megabytes)}${mb(many.megabytes)}   ${more.toFixed(0)} MB more (ceiling ${CEILING_MEGABYTES})`);
  console.log(
    `CPU of a call        ${micros(one.microsPerCall)}${micros(many.microsPerCall)}   ${ratio.toFixed(2)} × (ceiling ${CEILING_CALL})`,
  );
  console.log(
    `look-up alone        ${nanos(lookUpNanos(1))}${nanos(lookUpNanos(SUBSCRIPTIONS))}   any key, in no order: the processor's caches, and nothing else`,
  );
  return many.startMs <= CEILING_START_MS && more <= CEILING_MEGABYTES && ratio <= CEILING_CALL;
}

const ms = (value: number) => `${value.toFixed(0)} ms`.padStart(16);
const mb = (value: number) => `${value.toFixed(0)} MB`.padStart(16);
const nanos = (value: number) => `${value.toFixed(0)} ns`.padStart(16);
const micros = (value: number) => `${value.toFixed(1)} µs`.padStart(16);
