import type { Target } from "../runtime/compiled-api.ts";
import { passedOn } from "./headers.ts";
import type { Pools } from "./pools.ts";
import { send } from "./send.ts";

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

/** Asks a provider and takes the whole answer, over the connections that serve calls. Throws what the connection threw, or the signal's reason. */
export function sendWhole(pools: Pools, target: Target, { signal, ...call }: WholeCall): Promise<WholeAnswer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const headers = [...passedOn(target, {}), "accept-encoding", "identity", ...(call.headers ?? [])];
    if (call.body) headers.push("content-type", "application/json");
    const attempt = send(
      pools,
      { target, method: call.method, path: target.basePath + call.path, headers, body: call.body ?? null },
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
