import { signRequest } from "@sluice/providers/aws/sign-request";
import type { UpstreamRequest } from "@sluice/providers/chat-adapter";
import type { Target } from "../runtime/compiled-api.ts";
import type { Pools } from "../upstream/pools.ts";
import { type Receiver, send } from "../upstream/send.ts";
import type { Exchange, Stoppable } from "./exchange.ts";

interface TranslatedSending {
  readonly pools: Pools;
  readonly exchange: Exchange;
  readonly target: Target;
  readonly request: UpstreamRequest;
}

const NOTHING: Stoppable = { stop: () => {} };

/** Sends a translated request, signed where the provider wants that. Signing takes a moment: a caller who has left by then costs no call. */
export async function sendTranslated({ pools, exchange, target, request }: TranslatedSending, receiver: Receiver): Promise<Stoppable> {
  const { awsCredentials: credentials } = target;
  const signed = credentials ? await signRequest({ address: target, request, credentials, nowMs: Date.now() }) : request;
  if (exchange.closed) return NOTHING;
  const headers = [...target.headers, "accept-encoding", "identity", ...signed.headers];
  return send(
    pools,
    { target, method: signed.method, path: target.basePath + signed.path, headers, body: Buffer.from(signed.body) },
    receiver,
  );
}
