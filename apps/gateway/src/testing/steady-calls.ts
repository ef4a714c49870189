import { Agent, request } from "undici";

export interface ToldUsage {
  readonly prompt: number;
  readonly completion: number;
}

/** Calls at an even rate, whatever becomes of those before. */
export interface SteadyCalls {
  /** Answers that came whole, by their request's id, with the count that they told. */
  readonly finished: ReadonlyMap<string, ToldUsage>;
  /** Refused with a status. */
  readonly refused: number;
  /** Ends when all calls have. */
  stop(): Promise<void>;
}

const TICK_MS = 20;
/** On a machine that is too slow for the rate, more at once would only all be answered later. */
const MOST_OPEN = 30;

/** Every second call is streamed; of a part (`leaving`, 0 to 1) the caller leaves somewhere in the middle. */
export function callSteadily(url: () => string, { rate, leaving = 0 }: { readonly rate: number; readonly leaving?: number }): SteadyCalls {
  const agent = new Agent({ connections: MOST_OPEN });
  const finished = new Map<string, ToldUsage>();
  const open = new Set<Promise<void>>();
  let refused = 0;
  let made = 0;
  const beganMs = performance.now();
  const one = async (nth: number) => {
    try {
      const { statusCode, headers, body } = await request(url(), {
        dispatcher: agent,
        method: "POST",
        headers: { "content-type": "application/json" },
        body: bodyOf(nth % 2 === 0),
        signal: nth % 1_000 < leaving * 1_000 ? AbortSignal.timeout(1 + (nth % 15)) : null,
      });
      const text = await body.text();
      if (statusCode !== 200) refused++;
      else if (text.startsWith("{") || text.includes("[DONE]")) finished.set(String(headers["x-request-id"]), usageIn(text));
    } catch {
      // Killed, or left.
    }
  };
  const timer = setInterval(() => {
    for (const due = ((performance.now() - beganMs) / 1_000) * rate; made < due && open.size < MOST_OPEN; made++) {
      const call = one(made).finally(() => open.delete(call));
      open.add(call);
    }
  }, TICK_MS);
  return {
    finished,
    get refused() {
      return refused;
    },
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      await agent.close();
    },
  };
}

const bodyOf = (stream: boolean) =>
  JSON.stringify({
    model: "sim-echo",
    messages: [{ role: "user", content: "Hello." }],
    ...(stream && { stream, stream_options: { include_usage: true } }),
  });

function usageIn(text: string): ToldUsage {
  const [, json] = /"usage":(\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\})/.exec(text) ?? [];
  const usage = JSON.parse(json ?? "{}") as { prompt_tokens?: number; completion_tokens?: number };
  return { prompt: usage.prompt_tokens ?? -1, completion: usage.completion_tokens ?? -1 };
}
