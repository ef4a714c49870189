import { once } from "node:events";
import http, { type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since the process began; null while the exchange is open. */
  closedAt: number | null;
  /** Closed before the answer was whole. */
  early: boolean;
}

export type Behave = (res: ServerResponse, seen: SeenRequest, nth: number) => void | Promise<void>;

export interface FakeUpstream {
  readonly origin: string;
  readonly server: http.Server;
  readonly seen: SeenRequest[];
  /** What it does from now on. */
  behave: Behave;
  close(): Promise<void>;
}

/** A provider that does what a test says, and remembers what it was sent. */
export async function startFakeUpstream(behave: Behave): Promise<FakeUpstream> {
  const seen: SeenRequest[] = [];
  const server = http.createServer((req, res) => void take(req, res));
  async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const request: SeenRequest = {
      method: req.method ?? "",
      url: req.url ?? "",
      headers: req.headers,
      body: "",
      closedAt: null,
      early: false,
    };
    seen.push(request);
    res.on("error", () => {});
    res.on("close", () => {
      request.closedAt = performance.now();
      request.early = !res.writableFinished;
    });
    const pieces: Buffer[] = [];
    try {
      for await (const piece of req) pieces.push(piece as Buffer);
    } catch {
      return;
    }
    const whole = Object.assign(request, { body: Buffer.concat(pieces).toString() });
    await upstream.behave(res, whole, seen.length);
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const upstream: FakeUpstream = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    server,
    seen,
    behave,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return upstream;
}

/** Answers with JSON. */
export function json(status: number, value: unknown, headers: http.OutgoingHttpHeaders = {}): Behave {
  return (res) => {
    res.writeHead(status, { "content-type": "application/json", ...headers });
    res.end(typeof value === "string" ? value : JSON.stringify(value));
  };
}

/** Answers with a stream of bytes, a write each; `end` is how it goes on after them. */
export function bytes(pieces: readonly (string | Buffer)[], end: "end" | "cut" | "stall" = "end"): Behave {
  return async (res) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of pieces) {
      if (res.destroyed) return;
      if (!res.write(piece)) await Promise.race([once(res, "drain"), once(res, "close")]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (end === "end") res.end();
    else if (end === "cut") setTimeout(() => res.socket?.destroy(), 10);
  };
}
