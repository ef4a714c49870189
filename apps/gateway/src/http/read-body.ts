import type { IncomingMessage } from "node:http";
import type { Denial } from "@sluice/wire/denial";
import { decodeBody } from "./decode-body.ts";
import { tooLarge } from "./too-large.ts";

const EMPTY = Buffer.alloc(0);

/**
 * Reads a request's body once, decoded (`Content-Encoding`) and without a byte order mark.
 * Refuses what is longer than `limitBytes`, before and after decoding, and stops keeping what arrives.
 * Never settles into a value when the client leaves midway: it returns null then.
 */
export async function readBody(req: IncomingMessage, limitBytes: number): Promise<Buffer | Denial | null> {
  if (Number(req.headers["content-length"]) > limitBytes) return tooLarge(limitBytes);
  const raw = await collect(req, limitBytes);
  if (!Buffer.isBuffer(raw)) return raw;
  const encoding = req.headers["content-encoding"];
  const body = encoding === undefined ? raw : await decodeBody(raw, { encoding, limitBytes });
  return Buffer.isBuffer(body) ? withoutByteOrderMark(body) : body;
}

/** Resolves with null when the client is gone before the end. One piece, the usual case, is not copied. */
function collect(req: IncomingMessage, limitBytes: number): Promise<Buffer | Denial | null> {
  return new Promise((resolve) => {
    let first: Buffer | null = null;
    let pieces: Buffer[] | null = null;
    let length = 0;
    req.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length > limitBytes) {
        // The rest is read and dropped (a server that just closes loses its answer on the way, for the client's reset comes first).
        pieces = [];
        resolve(tooLarge(limitBytes));
      } else if (first === null) first = piece;
      else if (pieces === null) pieces = [first, piece];
      else pieces.push(piece);
    });
    req.on("end", () => resolve(pieces === null ? (first ?? EMPTY) : joined(pieces)));
    // Also after an error, which Node only emits where someone listens for it.
    req.on("close", () => resolve(null));
  });
}

/**
 * The pieces together. Their own memory is given back at once: it lies outside of V8's heap, and once 64 MB of such wait for a collection, V8 looks
 * through the whole of its heap for them. Node hands each piece over as a copy of its own.
 */
function joined(pieces: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(pieces);
  for (const { buffer, byteLength } of pieces) if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) buffer.transfer(0);
  return whole;
}

function withoutByteOrderMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}
