import { EventEmitter } from "node:events";
import type { IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { readBody } from "./read-body.ts";

test("pieces give their memory back once they are joined, but for what others still see", async () => {
  const req = Object.assign(new EventEmitter(), { headers: {} });
  const read = readBody(req as unknown as IncomingMessage, 1_000);
  const own = [Buffer.from(new ArrayBuffer(3)).fill("a"), Buffer.from(new ArrayBuffer(2)).fill("b")];
  const shared = Buffer.from(new ArrayBuffer(8)).fill("c");
  for (const piece of [...own, shared.subarray(0, 4)]) req.emit("data", piece);
  req.emit("end");
  expect(String(await read)).toBe("aaabbcccc");
  expect(own.map(({ buffer }) => buffer.byteLength)).toEqual([0, 0]);
  expect(shared.toString()).toBe("cccccccc");
});
