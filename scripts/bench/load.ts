// Closed-loop load over raw sockets, in a process of its own: the generator must not be what is measured.
import { connect, type Socket } from "node:net";

export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}
export interface LoadReport {
  readonly answers: number;
  readonly failures: number;
  readonly chunks: number;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
const EVENT = Buffer.from("data: ");
const LAST_CHUNK = Buffer.from("0\r\n\r\n");

function requestBytes(order: LoadOrder): Buffer {
  const head = Object.entries({
    host: "127.0.0.1",
    "content-type": "application/json",
    "content-length": String(Buffer.byteLength(order.body)),
    ...order.headers,
  });
  return Buffer.from(
    `POST ${order.path} HTTP/1.1\r\n${head.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${order.body}`,
  );
}

/** One connection that asks again as soon as it has its answer. */
class Caller {
  readonly #socket: Socket;
  readonly #request: Buffer;
  readonly #report: { answers: number; failures: number; chunks: number };
  #head: Buffer = Buffer.alloc(0);
  #left = 0;
  #chunked = false;
  #tail: Buffer = Buffer.alloc(0);
  stopped = false;

  constructor(port: number, request: Buffer, report: { answers: number; failures: number; chunks: number }) {
    this.#request = request;
    this.#report = report;
    this.#socket = connect(port, "127.0.0.1", () => this.#socket.write(request));
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (data) => this.#read(data));
    this.#socket.on("error", () => this.#report.failures++);
  }

  #read(data: Buffer): void {
    if (this.#left > 0 || this.#chunked) {
      this.#readBody(data);
      return;
    }
    this.#head = this.#head.length ? Buffer.concat([this.#head, data]) : data;
    const end = this.#head.indexOf(END_OF_HEAD);
    if (end < 0) return;
    const head = this.#head.toString("latin1", 0, end).toLowerCase();
    const rest = this.#head.subarray(end + 4);
    this.#head = Buffer.alloc(0);
    if (!head.startsWith("http/1.1 200")) this.#report.failures++;
    this.#chunked = head.includes("transfer-encoding: chunked");
    this.#left = this.#chunked ? 0 : Number(/content-length: (\d+)/.exec(head)?.[1] ?? 0);
    this.#readBody(rest);
  }

  #readBody(data: Buffer): void {
    if (this.#chunked) {
      for (let at = data.indexOf(EVENT); at >= 0; at = data.indexOf(EVENT, at + 6)) this.#report.chunks++;
      this.#tail = Buffer.concat([this.#tail, data.subarray(-5)]).subarray(-5);
      if (this.#tail.equals(LAST_CHUNK)) this.#next();
      return;
    }
    this.#left -= data.length;
    if (this.#left <= 0) this.#next();
  }

  #next(): void {
    this.#report.answers++;
    this.#chunked = false;
    this.#left = 0;
    this.#tail = Buffer.alloc(0);
    if (this.stopped) this.#socket.destroy();
    else this.#socket.write(this.#request);
  }

  close(): void {
    this.#socket.destroy();
  }
}

function run(order: LoadOrder): void {
  const report = { answers: 0, failures: 0, chunks: 0 };
  const request = requestBytes(order);
  const callers = Array.from({ length: order.connections }, () => new Caller(order.port, request, report));
  setTimeout(() => {
    process.send?.({ ...report });
    for (const caller of callers) caller.close();
  }, order.seconds * 1000);
}

process.on("message", (order: LoadOrder) => run(order));
process.send?.({ ready: true });
