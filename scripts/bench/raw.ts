// The least that a Node proxy can do: node:http in, undici out, none of a gateway's duties. What the gateway is measured against.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Dispatcher, Pool } from "undici";

const pool = new Pool(process.env["BENCH_UPSTREAM"] ?? "", { pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
const HEADERS = ["content-type", "application/json", "authorization", "Bearer sk-bench", "accept-encoding", "identity"];

class Relay implements Dispatcher.DispatchHandler {
  readonly #response: ServerResponse;
  constructor(response: ServerResponse) {
    this.#response = response;
  }
  onRequestStart(controller: Dispatcher.DispatchController) {
    this.#response.on("close", () => {
      if (!this.#response.writableEnded) controller.abort(new Error("client gone"));
    });
  }
  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: Record<string, string | string[] | undefined>) {
    const { connection: _c, "keep-alive": _k, "transfer-encoding": _t, ...rest } = headers;
    this.#response.writeHead(status, rest);
  }
  onResponseData(controller: Dispatcher.DispatchController, data: Buffer) {
    if (this.#response.write(data)) return;
    controller.pause();
    this.#response.once("drain", () => controller.resume());
  }
  onResponseEnd() {
    this.#response.end();
  }
  onResponseError() {
    this.#response.destroy();
  }
}

function proxy(request: IncomingMessage, response: ServerResponse): void {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const body = pieces.length === 1 ? (pieces[0] ?? null) : Buffer.concat(pieces);
    pool.dispatch({ path: "/v1/chat/completions", method: "POST", headers: HEADERS, body }, new Relay(response));
  });
}

const server = createServer({ keepAlive: true, noDelay: true, keepAliveTimeout: 60_000 }, proxy);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.({ port: typeof address === "object" && address ? address.port : 0 });
});
