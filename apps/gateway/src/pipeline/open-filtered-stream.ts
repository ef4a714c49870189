import type { Denial } from "@sluice/wire/denial";
import { FilteredEvents } from "../policies/filtered-events.ts";
import { FilteredStream } from "../policies/filtered-stream.ts";
import { FilteredTexts } from "../policies/filtered-texts.ts";
import type { Flow } from "../upstream/send.ts";
import type { Exchange } from "./exchange.ts";
import type { CallKind } from "./read-call.ts";

interface Opening {
  readonly kind: CallKind;
  readonly status: number;
  readonly flow: Flow;
  /** Ends the provider's answer, which was refused halfway. */
  readonly onDenied: () => void;
}

/** What stands between a stream's events and the caller; null where no policy looks at the answer. The head has been written. */
export function openFilteredStream(exchange: Exchange, { kind, status, flow, onDenied }: Opening): FilteredStream | null {
  const { policies, res } = exchange;
  if (policies === null) return null;
  const filters = policies.filters();
  const kept = policies.keepsAnswer ? new KeptAnswer() : null;
  if (filters.length === 0 && kept === null) return null;
  return new FilteredStream({
    res,
    end: (closing) => exchange.end(closing),
    flow,
    events: new FilteredEvents(kind, new FilteredTexts(filters)),
    onWritten: (shown) => kept?.add(shown),
    onDenied(denial: Denial) {
      exchange.errorCode = denial.code;
      onDenied();
      if (!exchange.closed) exchange.end(exchange.format.errorEvent(denial, exchange.id));
    },
    onEnded() {
      const body = kept?.whole();
      if (body) policies.onAnswered({ type: "reply", status, contentType: "text/event-stream; charset=utf-8", body });
    },
  });
}

/** Longer answers are not kept: a cache of them would hold little else. */
const LONGEST_KEPT = 4 << 20;

class KeptAnswer {
  #pieces: string[] | null = [];
  #length = 0;

  add(shown: string): void {
    this.#length += shown.length;
    if (this.#length > LONGEST_KEPT) this.#pieces = null;
    this.#pieces?.push(shown);
  }

  whole(): Buffer | null {
    return this.#pieces === null ? null : Buffer.from(this.#pieces.join(""));
  }
}
