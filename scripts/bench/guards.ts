// By how much guard rails delay a stream's first visible text: `npm run bench -- --guards`. The same stream through the same gateway, with and
// without them in turn, so that what else the machine does is in both alike.
import { Agent, request } from "undici";
import { bodyOf } from "./body.ts";
import { type FurtherApi, type MeasuredGateway, startGateway } from "./gateway.ts";
import { median } from "./median.ts";
import { startChild } from "./processes.ts";

/** Milliseconds by which the first visible text may come later, in the middle of all pairs. */
const CEILING_MS = 50;
/** Says " sluice" each 20 ms, which is as fast as models write. */
const MODEL = "bench:bench-c3-i20";
const WARM_UP_PAIRS = 20;
const SHORT = 300;
const LONG = 100_300;
/** A gap between words is nothing to read. */
const VISIBLE = /"content":" *[^" ]/;

/** An API whose prompts and answers are looked at for injections, jailbreaks, secrets and these phrases; what is found is refused. */
function guarded(path: string, phrases: readonly string[]): FurtherApi {
  const denyLists = [{ label: "code names", phrases }];
  const configuration = { resourceName: "detectors", requestPolicy: "BLOCK_REQUEST", responsePolicy: "BLOCK_RESPONSE" };
  return {
    name: `Guarded at ${path}`,
    path,
    flows: [{ request: [{ policy: "ai-prompt-guard-rails", configuration }] }],
    resources: [{ name: "detectors", type: "text-detectors", configuration: { denyLists } }],
  };
}

const CODE_NAMES = Array.from({ length: 200 }, (_, nth) => `project heron ${nth}`);
const APIS = [guarded("/guarded", CODE_NAMES), guarded("/held", [...CODE_NAMES, "sluice keeper"])] as const;

const CASES = [
  { what: "a short prompt", api: 0, promptBytes: SHORT },
  { what: "a prompt of 100 kB, which is looked at first", api: 0, promptBytes: LONG },
  { what: "an answer whose first word begins a listed phrase: held until the next words tell, one each 20 ms", api: 1, promptBytes: SHORT },
] as const;

/** Prints the delay of each case. Returns whether all are below the ceiling. */
export async function measureGuards(pairs: number): Promise<boolean> {
  const upstream = await startChild<{ port: number }>("./upstream.ts", { core: 1, probe: false });
  const agent = new Agent({ connections: 1 });
  try {
    const gateway = await startGateway(`http://127.0.0.1:${upstream.first.port}/v1`, APIS);
    try {
      console.log(`the first visible text of a stream comes later by (${pairs} pairs; ceiling of the middle ${CEILING_MS} ms):`);
      const holds: boolean[] = [];
      for (const { what, api, promptBytes } of CASES) {
        const callers = [
          { path: "/bench", key: gateway.key },
          { path: APIS[api].path, key: gateway.moreKeys[api] ?? "" },
        ] as const;
        const differences = await compare({ agent, gateway, callers, body: bodyOf(MODEL, promptBytes, true) }, pairs);
        const delays = differences.map(({ seenMs }) => seenMs);
        const cpuMs = median(differences.map((one) => one.cpuMs));
        console.log(`p50 ${ms(median(delays))}   max ${ms(Math.max(...delays))}   CPU of a whole stream ${ms(cpuMs)}   ${what}`);
        holds.push(median(delays) <= CEILING_MS);
      }
      return !holds.includes(false);
    } finally {
      await gateway.stop();
    }
  } finally {
    await agent.close();
    upstream.child.stop();
  }
}

interface Caller {
  readonly path: string;
  readonly key: string;
}

interface Streams {
  readonly agent: Agent;
  readonly gateway: MeasuredGateway;
  /** Without guard rails, and with them. */
  readonly callers: readonly [Caller, Caller];
  readonly body: string;
}

interface Measured {
  /** From asking to the first text that a reader sees. */
  readonly seenMs: number;
  /** Of the gateway, for the whole stream: what a busy machine does to the clock is not in it. */
  readonly cpuMs: number;
}

/** How much more the guarded one of each pair took. Which one is asked first takes turns. */
async function compare(streams: Streams, pairs: number): Promise<readonly Measured[]> {
  const [plain, guards] = streams.callers;
  const differences: Measured[] = [];
  for (let pair = -WARM_UP_PAIRS; pair < pairs; pair++) {
    const swapped = pair % 2 !== 0;
    const first = await measure(streams, swapped ? guards : plain);
    const second = await measure(streams, swapped ? plain : guards);
    const [without, guarded] = swapped ? [second, first] : [first, second];
    if (pair >= 0) differences.push({ seenMs: guarded.seenMs - without.seenMs, cpuMs: guarded.cpuMs - without.cpuMs });
  }
  return differences;
}

async function measure(streams: Streams, caller: Caller): Promise<Measured> {
  const cpuMicros = async () => (await streams.gateway.child.ask<{ cpuMicros: number }>("cpu")).cpuMicros;
  const before = await cpuMicros();
  const seenMs = await firstTextMs(streams, caller);
  return { seenMs, cpuMs: ((await cpuMicros()) - before) / 1_000 };
}

/** Milliseconds from asking to the first text that a reader sees. */
async function firstTextMs({ agent, gateway, body }: Streams, { path, key }: Caller): Promise<number> {
  const beganMs = performance.now();
  const answer = await request(`http://127.0.0.1:${gateway.port}${path}/chat/completions`, {
    dispatcher: agent,
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body,
  });
  let text = "";
  let seenMs = Number.NaN;
  for await (const piece of answer.body) {
    text += String(piece);
    if (Number.isNaN(seenMs) && VISIBLE.test(text)) seenMs = performance.now() - beganMs;
  }
  if (Number.isNaN(seenMs)) throw new Error(`${path} showed no text: ${answer.statusCode} ${text.slice(0, 300)}`);
  return seenMs;
}

const ms = (value: number) => `${value.toFixed(1)} ms`.padStart(9);
