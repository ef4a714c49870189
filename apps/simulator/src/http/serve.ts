import type { IncomingMessage, ServerResponse } from "node:http";
import { type Behaviour, NORMAL } from "../mind/behaviour.ts";
import type { Answer } from "./answer.ts";
import { deliver } from "./deliver.ts";
import { pause } from "./pause.ts";

/** A request as a wire's handler gets it. */
export interface Received {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Without the query, still percent-encoded. */
  readonly path: string;
  readonly body: Buffer;
  /** A name of this request, for the header in which the wire tells it. */
  readonly id: string;
  /** Milliseconds that reading it took. */
  readonly tookMs: number;
}

/** What a wire's handler makes of a request. */
export interface Decision {
  readonly behaviour: Behaviour;
  /** Made only when it is due: a hung model never answers. */
  readonly answer: () => Answer;
}

/** A decision that no behaviour can break: refusals, lists of models. */
export function plainly(answer: Answer): Decision {
  return { behaviour: NORMAL, answer: () => answer };
}

/** Answers in the way that the behaviour asks for: late, broken, or not at all. */
export async function serve(
  response: ServerResponse,
  { behaviour, answer }: Decision,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  if (behaviour.kind === "hang") return;
  if (behaviour.kind === "slow") await pause(behaviour.ms, response);
  if (!response.destroyed) await deliver(response, answer(), { behaviour, headers });
}
