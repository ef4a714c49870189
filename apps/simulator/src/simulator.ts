import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { jsonAnswer } from "./http/answer.ts";
import { deliver } from "./http/deliver.ts";
import { readBody } from "./http/read-body.ts";
import { NORMAL } from "./mind/behaviour.ts";
import { attachRealtime } from "./openai/realtime.ts";
import { RequestLog, type SeenRequest } from "./request-log.ts";
import { wireOf } from "./wires.ts";
import { createWorld, type World } from "./world.ts";

export interface SimulatorOptions {
  /** 0 takes any free one. */
  readonly port?: number;
  readonly host?: string;
  /** Milliseconds between the words of a stream, so that a demo looks alive; 0 for tests. */
  readonly paceMs?: number;
  readonly nowMs?: () => number;
}

export interface Simulator {
  /** `http://127.0.0.1:8090`; each provider's paths are below it as they are at the provider. */
  readonly url: string;
  /** The last requests, oldest first, as they arrived: what a test looks at to see what a gateway sent. */
  readonly requests: readonly SeenRequest[];
  /** Takes no new request, gives those in flight `graceMs` to end, then cuts them. */
  close(graceMs?: number): Promise<void>;
}

/** Starts a simulator. Rejects when the port cannot be had. */
export async function createSimulator({ port = 0, host = "127.0.0.1", ...options }: SimulatorOptions = {}): Promise<Simulator> {
  const world = createWorld(options);
  const log = new RequestLog();
  const server = createServer((request, response) => {
    answer({ request, response, world, log }).catch((error: unknown) => fail(response, error));
  });
  // A gateway keeps its connections; one that is closed under its hands would look like a fault that nobody asked for.
  server.keepAliveTimeout = 75_000;
  const closeRealtime = attachRealtime(server, log);
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  const name = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return {
    url: `http://${name}:${address.port}`,
    requests: log.entries,
    close: (graceMs = 0) => {
      closeRealtime();
      return close(server, graceMs);
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly world: World;
  readonly log: RequestLog;
}

async function answer({ request, response, world, log }: Exchange): Promise<void> {
  const beganMs = performance.now();
  const path = (request.url ?? "/").split("?", 1)[0] ?? "/";
  if (path === "/health") return deliver(response, jsonAnswer({ status: "ok" }), { behaviour: NORMAL, headers: {} });
  const body = await readBody(request);
  const id = log.add(request, body);
  const wire = wireOf(path, request.headers);
  const received = { request, response, path, id, tookMs: performance.now() - beganMs };
  if (body !== null) return wire.handle({ ...received, body }, world);
  response.setHeader("connection", "close");
  await wire.refuseSize({ ...received, body: Buffer.alloc(0) });
}

/** A client that left is no news. Anything else is a bug of the simulator: say so, and live. */
function fail(response: ServerResponse, error: unknown): void {
  if (response.destroyed || response.req.destroyed) return;
  console.error(error);
  if (response.headersSent) response.destroy();
  else
    response
      .writeHead(500, { "content-type": "application/json" })
      .end('{"error":{"message":"The simulator stumbled; its log says how.","type":"server_error","param":null,"code":null}}');
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** A connection that is kept alive becomes idle once its answer has ended: look for those until none is left. */
const IDLE_CHECK_MS = 20;

function close(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
    const timer = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(idle);
      clearTimeout(timer);
      resolve();
    });
  });
}
