import { Agent, request } from "undici";
import { type MeasuredGateway, startGateway } from "./gateway.ts";
import { startChild } from "./processes.ts";

const RATE = 300;
const TICK_MS = 20;
const SAMPLE_MS = 5_000;
/** Compilers, caches and pools fill at first; what grows after that is a leak. */
const WARM_UP_SHARE = 0.2;
/** Megabytes that the heap may grow in an hour: a leak of a kilobyte a request would be 1,000. */
const CEILING_HEAP_MB_AN_HOUR = 20;
/** A machine that is too slow for the rate is not asked more and more. */
const MOST_OPEN = 500;

interface Sample {
  readonly atHours: number;
  /** After a full collection. */
  readonly heapMb: number;
  readonly externalMb: number;
  readonly rssMb: number;
}

/** Runs the gateway at an even rate, and prints how its memory grows: whole answers, streams, callers who leave, refusals. Whether it stays flat. */
export async function soak(minutes: number): Promise<boolean> {
  if (!(minutes > 0)) throw new Error("--minutes takes a number above 0.");
  const upstream = await startChild<{ port: number }>("./upstream.ts", { core: 1, probe: false });
  const gateway = await startGateway(`http://127.0.0.1:${upstream.first.port}/v1`);
  const load = new Load(gateway);
  try {
    const samples = await sample(gateway, load, minutes * 60_000);
    return report(samples, load);
  } finally {
    await load.stop();
    await gateway.stop();
    upstream.child.stop();
  }
}

async function sample({ child }: MeasuredGateway, load: Load, lastsMs: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const beganMs = performance.now();
  while (performance.now() - beganMs < lastsMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.min(SAMPLE_MS, lastsMs / 20)));
    const memory = await child.ask<{ heapBytes: number; externalBytes: number; rssBytes: number }>("heap");
    const atHours = (performance.now() - beganMs) / 3_600_000;
    samples.push({ atHours, heapMb: memory.heapBytes / 1e6, externalMb: memory.externalBytes / 1e6, rssMb: memory.rssBytes / 1e6 });
    if (samples.length % 12 === 0) console.log(line(samples.at(-1), load));
  }
  return samples;
}

/** One after the other of what callers do. */
const CALLS = [
  { path: "/bench", model: "bench", stream: false, leaves: false, known: true },
  { path: "/limited", model: "bench", stream: false, leaves: false, known: true },
  { path: "/bench", model: "bench-c100-i20", stream: true, leaves: true, known: true },
  { path: "/limited", model: "bench", stream: false, leaves: false, known: true },
  { path: "/bench", model: "bench", stream: false, leaves: false, known: false },
  { path: "/bench", model: "bench", stream: false, leaves: false, known: true },
  { path: "/limited", model: "bench-c100-i20", stream: true, leaves: true, known: true },
  { path: "/bench", model: "bench", stream: false, leaves: false, known: true },
  { path: "/limited", model: "bench-c100-i20", stream: true, leaves: false, known: true },
  { path: "/limited", model: "bench", stream: false, leaves: false, known: true },
] as const;
/** A stream takes two seconds. */
const LEAVES_AFTER_MS = 300;

class Load {
  readonly #agent = new Agent({ connections: MOST_OPEN });
  readonly #gateway: MeasuredGateway;
  readonly #timer: NodeJS.Timeout;
  readonly #open = new Set<Promise<void>>();
  readonly #beganMs = performance.now();
  #asked = 0;
  made = 0;
  /** How often, by what went wrong. */
  readonly failures = new Map<string, number>();

  constructor(gateway: MeasuredGateway) {
    this.#gateway = gateway;
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  get failed(): number {
    return [...this.failures.values()].reduce((sum, count) => sum + count, 0);
  }

  #fail(reason: string): void {
    this.failures.set(reason, (this.failures.get(reason) ?? 0) + 1);
  }

  get seconds(): number {
    return (performance.now() - this.#beganMs) / 1_000;
  }

  #tick(): void {
    for (const due = this.seconds * RATE; this.#asked < due; this.#asked++) {
      if (this.#open.size >= MOST_OPEN) continue;
      this.made++;
      const call = this.#call(this.#asked).finally(() => this.#open.delete(call));
      this.#open.add(call);
    }
  }

  async #call(nth: number): Promise<void> {
    const { path, model, stream, leaves, known } = CALLS[nth % CALLS.length] ?? CALLS[0];
    const key = path === "/bench" ? this.#gateway.key : this.#gateway.limitedKey;
    try {
      const { statusCode, body } = await request(`http://127.0.0.1:${this.#gateway.port}${path}/chat/completions`, {
        dispatcher: this.#agent,
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${known ? key : "nobody"}` },
        body: JSON.stringify({ model: `bench:${model}`, messages: [{ role: "user", content: `Call ${nth}.` }], ...(stream && { stream }) }),
        signal: leaves ? AbortSignal.timeout(LEAVES_AFTER_MS) : null,
      });
      await body.dump({ limit: 1 << 20 });
      if (statusCode !== (known ? 200 : 401)) this.#fail(`status ${statusCode}`);
    } catch (error) {
      const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
      if (!(leaves && reason.startsWith("TimeoutError"))) this.#fail(reason);
    }
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#open);
    await this.#agent.close();
  }
}

function report(samples: readonly Sample[], load: Load): boolean {
  const settled = samples.slice(Math.floor(samples.length * WARM_UP_SHARE));
  const [heap, external, rss] = [slope(settled, "heapMb"), slope(settled, "externalMb"), slope(settled, "rssMb")];
  console.log(`\n${line(samples.at(-1), load)}`);
  console.log(`grows in an hour, after the first ${WARM_UP_SHARE * 100} % of the time (least squares over ${settled.length} samples):`);
  console.log(`heap after a full collection ${growth(heap)}   (ceiling ${CEILING_HEAP_MB_AN_HOUR})`);
  console.log(`buffers                      ${growth(external)}`);
  console.log(`resident                     ${growth(rss)}`);
  for (const [reason, count] of load.failures) console.log(`failed ${count} × ${reason}`);
  return heap <= CEILING_HEAP_MB_AN_HOUR && load.failed === 0;
}

/** Megabytes an hour. */
function slope(samples: readonly Sample[], key: "heapMb" | "externalMb" | "rssMb"): number {
  const mean = (of: (sample: Sample) => number) => samples.reduce((sum, one) => sum + of(one), 0) / samples.length;
  const [at, value] = [mean(({ atHours }) => atHours), mean((one) => one[key])];
  const spread = mean(({ atHours }) => (atHours - at) ** 2);
  return spread === 0 ? 0 : mean((one) => (one.atHours - at) * (one[key] - value)) / spread;
}

function line(sample: Sample | undefined, load: Load): string {
  const { atHours, heapMb, externalMb, rssMb } = sample ?? { atHours: 0, heapMb: 0, externalMb: 0, rssMb: 0 };
  const rate = (load.made / load.seconds).toFixed(0);
  return `${(atHours * 60).toFixed(1)} min   ${rate} requests/s, ${load.made} made, ${load.failed} failed   heap ${heapMb.toFixed(1)} MB, buffers ${externalMb.toFixed(1)} MB, resident ${rssMb.toFixed(0)} MB`;
}

const growth = (value: number) => `${value >= 0 ? "+" : ""}${value.toFixed(1)} MB`.padStart(10);
