import type { UpstreamRequest } from "@sluice/providers/chat-adapter";
import type { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import type { Receiver } from "../upstream/send.ts";
import { sendAuthorised, type Upstream } from "../upstream/send-authorised.ts";
import type { Exchange, Stoppable } from "./exchange.ts";

interface TranslatedSending {
  readonly upstream: Upstream;
  readonly exchange: Exchange;
  readonly target: Target;
  readonly request: UpstreamRequest;
}

/** Sends a translated request while the caller is there; a denial says that there is nothing to authorise it with. */
export function sendTranslated(
  { upstream, exchange, target, request }: TranslatedSending,
  receiver: Receiver,
): Promise<Stoppable | Denial> {
  return sendAuthorised(upstream, { target, request, isWanted: () => !exchange.closed }, receiver);
}
