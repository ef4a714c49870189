// `npm run bench`: the gateway, with every duty on, beside the least that a Node proxy can do, in the same run and interleaved.
// Prints ratios, because they carry over from one machine to the next and absolute times do not.
//   --floor    end with exit code 1 below the floors
//   --quick    two short rounds instead of five
//   --limited    a token limit beside them: what it costs
//   --guards       by how much guard rails delay a stream's first visible text, and nothing else
//   --detectors    how often the built-in detectors are right, and nothing else
//   --subscriptions    what 100,000 subscriptions cost, and nothing else
//   --rows 10000000    fills so many rows of usage into a Postgres of its own, and prints what the pages' queries take, and nothing else
//   --database postgresql://…    the same queries of a database that is filled
//   --soak             whether memory stays flat at 300 requests a second for `--minutes` (10), and nothing else
import { parseArgs } from "node:util";
import { bodyOf } from "./body.ts";
import { startGateway } from "./gateway.ts";
import { measureGuards } from "./guards.ts";
import type { LoadOrder, LoadReport } from "./load.ts";
import { median } from "./median.ts";
import { type Child, leaveFirstCore, startChild } from "./processes.ts";
import { soak } from "./soak.ts";
import { measureQueries, measureStorage } from "./storage.ts";
import { measureSubscriptions } from "./subscriptions.ts";
import { measureTranslation } from "./translate.ts";

/** Requests per core-second against raw, and CPU per streamed chunk against raw: below, respectively above these, the build fails. */
const FLOOR_REQUESTS = 0.5;
const CEILING_CHUNK = 1.4;
/** Microseconds a chunk that translating another provider's stream may cost above passing it on. */
const CEILING_TRANSLATED = 15;
const WARM_UP_SECONDS = 10;
/** Rounds that count for nothing. Each kind of load undoes some of what the compiler assumed under the others; after two it has settled. */
const WARM_UP_ROUNDS = 2;
const SMALL = 300;
const LARGE = 100_300;

interface Subject {
  readonly name: string;
  readonly child: Child;
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly model: string;
}
interface Ratios {
  /** Requests per core-second, gateway to raw. */
  readonly requests: number;
  /** CPU a streamed chunk, gateway to raw. */
  readonly chunk: number;
}
interface Row {
  readonly microsPerRequest: number;
  readonly microsPerChunk: number;
  readonly microsPer100kB: number;
}

const { values: options } = parseArgs({
  options: {
    detectors: { type: "boolean", default: false },
    guards: { type: "boolean", default: false },
    floor: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    limited: { type: "boolean", default: false },
    minutes: { type: "string", default: "10" },
    soak: { type: "boolean", default: false },
    subscriptions: { type: "boolean", default: false },
    rows: { type: "string" },
    database: { type: "string" },
  },
});
const rounds = options.quick ? 3 : 5;
const seconds = options.quick ? 2 : 4;

/** Until the compiler has nothing left to do: some tens of thousands of calls. */
async function warmUp(subject: Subject, load: Child): Promise<void> {
  await measure(subject, load, { body: bodyOf(subject.model, SMALL, false), connections: 64, seconds: WARM_UP_SECONDS });
  for (let at = 0; at < WARM_UP_ROUNDS; at++) await round(subject, load);
}

/** Runs the rounds, the subjects in turn and in turned-round order, and prints what came of it. */
async function compare(load: Child, subjects: readonly Subject[]): Promise<Ratios> {
  const rows = new Map<string, Row[]>(subjects.map(({ name }) => [name, []]));
  for (const subject of subjects) await warmUp(subject, load);
  for (let at = 0; at < rounds; at++) {
    for (const subject of at % 2 ? subjects.toReversed() : subjects) {
      const row = await round(subject, load);
      rows.get(subject.name)?.push(row);
      const figures = `${row.microsPerRequest.toFixed(1)} µs/request  ${row.microsPerChunk.toFixed(1)} µs/chunk  ${row.microsPer100kB.toFixed(0)} µs/100 kB`;
      console.log(`round ${at + 1} ${subject.name.padEnd(8)} ${figures}`);
    }
  }
  return report(rows);
}

async function cpuMicros(child: Child): Promise<number> {
  return (await child.ask<{ cpuMicros: number }>("cpu")).cpuMicros;
}

/** CPU microseconds that the subject spent for one load, and what the load saw. */
async function measure(
  subject: Subject,
  load: Child,
  order: Pick<LoadOrder, "body" | "connections" | "seconds">,
): Promise<LoadReport & { micros: number }> {
  const before = await cpuMicros(subject.child);
  const report = await load.ask<LoadReport>({ port: subject.port, path: subject.path, headers: subject.headers, ...order });
  const micros = (await cpuMicros(subject.child)) - before;
  if (report.failures > 0 || report.answers === 0)
    throw new Error(`${subject.name}: ${report.failures} failures, ${report.answers} answers`);
  return { ...report, micros };
}

async function round(subject: Subject, load: Child): Promise<Row> {
  const small = await measure(subject, load, { body: bodyOf(subject.model, SMALL, false), connections: 64, seconds });
  const large = await measure(subject, load, { body: bodyOf(subject.model, LARGE, false), connections: 8, seconds: seconds / 2 });
  const streamed = await measure(subject, load, {
    body: bodyOf(`${subject.model}-c100-i20`, SMALL, true),
    connections: 100,
    seconds: Math.max(4.5, seconds),
  });
  const microsPerRequest = small.micros / small.answers;
  return {
    microsPerRequest,
    microsPerChunk: streamed.micros / streamed.chunks,
    microsPer100kB: large.micros / large.answers - microsPerRequest,
  };
}

function report(rows: ReadonlyMap<string, readonly Row[]>): Ratios {
  const of = (name: string, key: keyof Row) => median((rows.get(name) ?? []).map((row) => row[key]));
  console.log("\n                              raw   gateway   gateway / raw");
  for (const [key, label] of [
    ["microsPerRequest", "CPU µs a request"],
    ["microsPerChunk", "CPU µs a streamed chunk"],
    ["microsPer100kB", "CPU µs an extra 100 kB"],
  ] as const) {
    const [raw, ours] = [of("raw", key), of("gateway", key)];
    console.log(`${label.padEnd(24)}${raw.toFixed(1).padStart(9)}${ours.toFixed(1).padStart(10)}${(ours / raw).toFixed(2).padStart(16)}`);
  }
  if (rows.has("limited")) {
    const [without, limited] = [of("gateway", "microsPerRequest"), of("limited", "microsPerRequest")];
    console.log(
      `${"with a token limit".padEnd(24)}${limited.toFixed(1).padStart(19)} µs a request, ${(limited - without).toFixed(1)} more than without`,
    );
  }
  const requests = of("raw", "microsPerRequest") / of("gateway", "microsPerRequest");
  const chunk = of("gateway", "microsPerChunk") / of("raw", "microsPerChunk");
  console.log(`\nrequests per core-second: ${requests.toFixed(2)} × raw (goal 0.6, floor ${FLOOR_REQUESTS})`);
  console.log(`CPU a streamed chunk:     ${chunk.toFixed(2)} × raw (goal 1.3, ceiling ${CEILING_CHUNK})`);
  return { requests, chunk };
}

function isAboveFloor({ requests, chunk }: Ratios): boolean {
  return requests >= FLOOR_REQUESTS && chunk <= CEILING_CHUNK;
}

/** Whether no provider's stream costs more than it may. */
function translatesFastEnough(): boolean {
  const costs = measureTranslation();
  console.log(`\ntranslating a chunk, above passing it on (ceiling ${CEILING_TRANSLATED} µs):`);
  for (const { provider, microsPerChunk } of costs) console.log(`${provider.padEnd(24)}${microsPerChunk.toFixed(1).padStart(9)} µs`);
  return costs.every(({ microsPerChunk }) => microsPerChunk <= CEILING_TRANSLATED);
}

leaveFirstCore();
if (options.detectors) await import("./detectors.ts");
else if (options.guards) {
  if (!(await measureGuards(options.quick ? 30 : 100)) && options.floor) process.exitCode = 1;
} else if (options.subscriptions) {
  if (!(await measureSubscriptions()) && options.floor) process.exitCode = 1;
} else if (options.database !== undefined || options.rows !== undefined) {
  const holds = options.database === undefined ? await measureStorage(Number(options.rows)) : await measureQueries(options.database);
  if (!holds && options.floor) process.exitCode = 1;
} else if (options.soak) {
  if (!(await soak(Number(options.minutes))) && options.floor) process.exitCode = 1;
} else await benchCalls();

async function benchCalls(): Promise<void> {
  const stops: (() => unknown)[] = [];
  try {
    const upstream = await startChild<{ port: number }>("./upstream.ts", { core: 1, probe: false });
    stops.push(upstream.child.stop);
    const load = await startChild("./load.ts", { core: 1, probe: false });
    stops.push(load.child.stop);
    const raw = await startChild<{ port: number }>("./raw.ts", {
      core: 0,
      env: { BENCH_UPSTREAM: `http://127.0.0.1:${upstream.first.port}` },
    });
    stops.push(raw.child.stop);
    const gateway = await startGateway(`http://127.0.0.1:${upstream.first.port}/v1`);
    stops.push(gateway.stop);
    const authorization = `Bearer ${gateway.key}`;
    const subjects: Subject[] = [
      { name: "raw", child: raw.child, port: raw.first.port, path: "/v1/chat/completions", headers: {}, model: "bench" },
      {
        name: "gateway",
        child: gateway.child,
        port: gateway.port,
        path: "/bench/chat/completions",
        headers: { authorization },
        model: "bench:bench",
      },
    ];
    if (options.limited)
      subjects.push({
        name: "limited",
        child: gateway.child,
        port: gateway.port,
        path: "/limited/chat/completions",
        headers: { authorization: `Bearer ${gateway.limitedKey}` },
        model: "bench:bench",
      });
    let holds = isAboveFloor(await compare(load.child, subjects));
    // Something else on the machine can spoil one measurement, hardly two.
    if (options.floor && !holds) holds = isAboveFloor(await compare(load.child, subjects));
    if (options.floor && !holds) process.exitCode = 1;
  } finally {
    for (const stop of stops.toReversed()) await stop();
  }
  // With nothing else of ours running beside it.
  let translates = translatesFastEnough();
  if (options.floor && !translates) translates = translatesFastEnough();
  if (options.floor && !translates) process.exitCode = 1;
}
