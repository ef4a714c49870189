/** A request as its row keeps it: everything but what was said in it. */
export interface PastRequest {
  readonly atMs: number;
  readonly planId: string | null;
  readonly subscriptionId: string | null;
  readonly method: string;
  /** Below the context path. */
  readonly path: string;
  readonly model: string | null;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
}

/** Whether a request would have been refused. Asked in the order of time, because limits remember. */
export type PastRule = (request: PastRequest) => boolean;

/** Why something cannot be told from rows. */
export class CannotTell {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
