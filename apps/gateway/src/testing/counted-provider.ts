import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** An answer as it left the provider. */
export interface CountedAnswer {
  readonly tokens: number;
  /** When its last byte left. */
  readonly atMs: number;
}

export interface CountedProvider {
  readonly url: string;
  readonly answers: CountedAnswer[];
  close(): Promise<void>;
}

/** Stands before a provider and writes down what it says that its answers have used: the provider's own count. */
export async function countProvider(origin: string): Promise<CountedProvider> {
  const answers: CountedAnswer[] = [];
  const server = createServer((req, res) => forward(origin, { req, res, answers }));
  // A gateway keeps its connections; one that is closed under its hands would look like a fault of the provider.
  server.keepAliveTimeout = 75_000;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

interface Passing {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly answers: CountedAnswer[];
}

function forward(origin: string, { req, res, answers }: Passing): void {
  const { method, headers } = req;
  const onward = request(`${origin}${req.url ?? "/"}`, { method: method ?? "GET", headers }, (answer) => {
    const pieces: Buffer[] = [];
    answer.on("data", (piece: Buffer) => pieces.push(piece));
    answer.on("end", () => {
      const body = Buffer.concat(pieces);
      const { usage } = JSON.parse(body.toString()) as { usage?: { total_tokens: number } };
      if (usage) answers.push({ tokens: usage.total_tokens, atMs: performance.now() });
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      res.end(body);
    });
  });
  onward.on("error", () => res.destroy());
  req.pipe(onward);
}

/** The most tokens in any window of this length, wherever it begins. */
export function mostInAnyWindow(answers: readonly CountedAnswer[], lengthMs: number): number {
  const sorted = [...answers].sort((a, b) => a.atMs - b.atMs);
  let most = 0;
  let sum = 0;
  let from = 0;
  for (const { tokens, atMs } of sorted) {
    sum += tokens;
    while ((sorted[from]?.atMs ?? atMs) <= atMs - lengthMs) sum -= sorted[from++]?.tokens ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}
