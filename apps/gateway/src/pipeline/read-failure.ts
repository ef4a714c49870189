import type { AnswerSink } from "../upstream/send.ts";
import type { Exchange } from "./exchange.ts";

/** Errors are a few hundred bytes; a web page of a proxy in between may be longer, and is not shown anyway. */
export const LONGEST_ERROR_BYTES = 256 * 1024;

/** Takes what a provider says with a status of refusal, as far as it comes: its status is known, and says more than the connection's end. */
export function readFailure(exchange: Exchange, decode: (body: Buffer) => void): AnswerSink {
  const pieces: Buffer[] = [];
  let length = 0;
  const end = () => {
    exchange.answered();
    decode(Buffer.concat(pieces));
  };
  return {
    data(piece) {
      exchange.firstByte();
      length += piece.length;
      if (length <= LONGEST_ERROR_BYTES) pieces.push(piece);
    },
    end,
    fail: end,
  };
}
