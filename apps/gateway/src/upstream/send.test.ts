import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Target } from "../runtime/compiled-api.ts";
import { Pools } from "./pools.ts";
import { type Flow, send } from "./send.ts";
import { LOOK_EVERY_MS } from "./silence-watch.ts";

const LIMIT_MS = 400;
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

let pools: Pools;
let server: Server;
let answer: (req: IncomingMessage, res: ServerResponse) => unknown;
beforeEach(async () => {
  pools = new Pools();
  server = createServer((req, res) => void answer(req, res)).listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(async () => {
  await pools.close();
  server.closeAllConnections();
  server.close();
});

interface Heard {
  readonly error: Error | null;
  readonly text: string;
  readonly afterMs: number;
}

/** Asks the server; `onPiece` may hold the answer back. */
function ask(http: Partial<Target["http"]>, onPiece: (flow: Flow) => void = () => {}): Promise<Heard> {
  const { port } = server.address() as AddressInfo;
  const target = {
    origin: `http://127.0.0.1:${port}`,
    http: { connectTimeout: 1_000, firstByteTimeout: 0, idleTimeout: 0, ...http },
  } as Target;
  const beganMs = performance.now();
  return new Promise((resolve) => {
    let text = "";
    const end = (error: Error | null) => resolve({ error, text, afterMs: performance.now() - beganMs });
    send(
      pools,
      { target, method: "POST", path: "/", headers: [], body: Buffer.from("{}") },
      {
        head: (_status, _headers, flow) => ({
          data(piece) {
            text += piece.toString();
            onPiece(flow);
          },
          end: () => end(null),
          fail: end,
        }),
        noAnswer: end,
      },
    );
  });
}

test("a provider that never answers is given up after its time, and not before it", async () => {
  answer = () => {};
  const { error, afterMs } = await ask({ firstByteTimeout: LIMIT_MS });
  expect(error).toMatchObject({ code: "UND_ERR_HEADERS_TIMEOUT" });
  expect(afterMs).toBeGreaterThan(LIMIT_MS);
});

test("one that falls silent within its answer, too", async () => {
  answer = (_req, res) => res.write("one");
  const { error, text, afterMs } = await ask({ firstByteTimeout: 60_000, idleTimeout: LIMIT_MS });
  expect([error, text]).toMatchObject([{ code: "UND_ERR_BODY_TIMEOUT" }, "one"]);
  expect(afterMs).toBeGreaterThan(LIMIT_MS);
});

test("one that says something again and again may take as long as it likes", async () => {
  answer = async (_req, res) => {
    for (let at = 0; at < 8; at++) {
      res.write(`${at}`);
      await sleep(LOOK_EVERY_MS);
    }
    res.end();
  };
  expect(await ask({ idleTimeout: LIMIT_MS })).toMatchObject({ error: null, text: "01234567" });
});

test("one whose caller is slow is not silent", async () => {
  let paused = false;
  answer = async (_req, res) => {
    res.write("one");
    while (!paused) await sleep(5);
    res.end("two");
  };
  const held = await ask({ idleTimeout: LIMIT_MS }, (flow) => {
    if (paused) return;
    paused = true;
    flow.pause();
    setTimeout(() => flow.resume(), 3 * LIMIT_MS);
  });
  expect(held).toMatchObject({ error: null, text: "onetwo" });
  expect(held.afterMs).toBeGreaterThan(3 * LIMIT_MS - LOOK_EVERY_MS);
});

test("no time-out is none", async () => {
  answer = async (_req, res) => {
    await sleep(3 * LOOK_EVERY_MS);
    res.end("late");
  };
  expect(await ask({})).toMatchObject({ error: null, text: "late" });
});
