import { answerHeaders } from "../upstream/headers.ts";
import type { AnswerSink, Flow, UpstreamHeaders } from "../upstream/send.ts";
import { networkDenial } from "./decode-failure.ts";
import type { Relay } from "./relay.ts";

interface Bytes extends Relay {
  readonly headers: UpstreamHeaders;
  readonly flow: Flow;
}

/** What tells a client how to read bytes of any kind, beside the headers that every answer may have. */
const OF_THE_BODY = ["content-length", "content-disposition", "content-language", "cache-control"] as const;

/** Passes an answer of any kind on as it comes: images, speech, whatever OpenAI adds next. */
export function relayBytes({ exchange, status, headers, flow, onFailure, stop }: Bytes): AnswerSink {
  const { res } = exchange;
  const resume = () => flow.resume();
  const begin = () => {
    if (res.headersSent) return;
    const all = answerHeaders(headers, exchange.answerHeaders());
    for (const name of OF_THE_BODY) {
      const value = headers[name];
      if (typeof value === "string") all.push(name, value);
    }
    exchange.writeHead(status, all);
  };
  return {
    data(piece) {
      if (exchange.closed) return stop();
      exchange.firstByte();
      begin();
      if (res.write(piece)) return;
      flow.pause();
      res.once("drain", resume);
    },
    end() {
      exchange.answered();
      if (exchange.closed) return;
      begin();
      exchange.end();
    },
    fail(error) {
      const denial = networkDenial(error);
      if (!res.headersSent) return onFailure(denial);
      exchange.errorCode = denial.code;
      // Nothing can be said in the middle of bytes of unknown kind, but the cut itself is plain to see.
      res.destroy();
    },
  };
}
