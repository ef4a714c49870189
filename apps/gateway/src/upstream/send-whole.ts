import type { UpstreamRequest } from "@sluice/providers/chat-adapter";
import { Denial } from "@sluice/wire/denial";
import type { Target } from "../runtime/compiled-api.ts";
import { passedOn } from "./headers.ts";
import { send } from "./send.ts";
import type { Upstream } from "./send-authorised.ts";

interface WholeCall {
  readonly method: "GET" | "POST";
  /** Under the target's base path. */
  readonly path: string;
  /** Names and values in turn, beside the target's own. */
  readonly headers?: readonly string[];
  readonly body?: Buffer;
  readonly signal: AbortSignal;
}

export interface WholeAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** What a person's question may bring back; nothing beyond is of use. */
const LONGEST_ANSWER_BYTES = 8 << 20;

/**
 * Asks a provider and takes the whole answer, over the connections that serve calls. Throws what the connection threw, or the signal's
 * reason; denies when there are no credentials to ask with.
 */
export async function sendWhole(upstream: Upstream, target: Target, call: WholeCall): Promise<WholeAnswer | Denial> {
  const headers = await callHeaders(upstream, target, call);
  if (headers instanceof Denial) return headers;
  const { method, path, body, signal } = call;
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const attempt = send(
      upstream.pools,
      { target, method, path: target.basePath + path, headers, body: body ?? null },
      {
        head: (status) => ({
          data(piece) {
            length += piece.length;
            if (length <= LONGEST_ANSWER_BYTES) return void pieces.push(piece);
            attempt.stop();
            reject(new Error("The answer is too long."));
          },
          end: () => resolve({ status, body: Buffer.concat(pieces) }),
          fail: reject,
        }),
        noAnswer: reject,
      },
    );
    const leave = () => {
      attempt.stop();
      reject(signal.reason);
    };
    if (signal.aborted) leave();
    else signal.addEventListener("abort", leave, { once: true });
  });
}

/** Those of providers whose calls are authorised one by one are only ever posted to. */
async function callHeaders({ authoriser }: Upstream, target: Target, { body, path, headers = [] }: WholeCall): Promise<string[] | Denial> {
  const own = [...passedOn(target, {}), "accept-encoding", "identity"];
  if (!body) return [...own, ...headers];
  const sent = ["content-type", "application/json", ...headers];
  const request: UpstreamRequest = { method: "POST", path, headers: sent, body: body.toString(), dropped: [], lost: [] };
  const authorised = await authoriser.authorise(target, request);
  return authorised instanceof Denial ? authorised : [...own, ...authorised.headers];
}
