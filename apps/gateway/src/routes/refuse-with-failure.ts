import type { IncomingMessage } from "node:http";
import { decodeFailure } from "../pipeline/decode-failure.ts";
import type { Exchange } from "../pipeline/exchange.ts";
import { LONGEST_ERROR_BYTES } from "../pipeline/read-failure.ts";

/** Refuses with what a provider says under a status of refusal, where a proxy has asked it. */
export function refuseWithFailure(proxyRes: IncomingMessage, exchange: Exchange): void {
  const pieces: Buffer[] = [];
  let length = 0;
  proxyRes.on("data", (piece: Buffer) => {
    length += piece.length;
    if (length <= LONGEST_ERROR_BYTES) pieces.push(piece);
  });
  proxyRes.once("close", () => {
    const { target } = exchange;
    const { statusCode: status = 502, headers } = proxyRes;
    if (target) exchange.refuse(decodeFailure({ status, headers, body: Buffer.concat(pieces), target }));
  });
}
