import { Denial } from "@sluice/wire/denial";
import type { AnswerSink } from "../upstream/send.ts";
import { networkDenial } from "./decode-failure.ts";
import type { Relay } from "./relay.ts";

export const TOO_LONG = new Denial("upstream_error", "The provider's answer is larger than this gateway accepts.");

interface Collected extends Pick<Relay, "exchange" | "stop" | "onFailure"> {
  readonly limitBytes: number;
}

/** Takes an answer whole, as far as this gateway holds answers in memory, and hands it on once it has ended. */
export function collectAnswer({ exchange, limitBytes, stop, onFailure }: Collected, take: (body: Buffer) => void): AnswerSink {
  const pieces: Buffer[] = [];
  let length = 0;
  let refused = false;
  return {
    data(piece) {
      if (refused) return;
      exchange.firstByte();
      length += piece.length;
      pieces.push(piece);
      if (length <= limitBytes) return;
      refused = true;
      stop();
      onFailure(TOO_LONG);
    },
    end() {
      if (refused) return;
      exchange.answered();
      take(pieces.length === 1 && pieces[0] ? pieces[0] : Buffer.concat(pieces, length));
    },
    fail(error) {
      if (!refused) onFailure(networkDenial(error));
    },
  };
}
