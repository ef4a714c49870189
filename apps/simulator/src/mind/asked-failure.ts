import type { Behaviour } from "./behaviour.ts";

/** What goes wrong before a word is said, in no wire's words. */
export interface AskedFailure {
  readonly status: number;
  /** Paid-for use is spent, which no wait heals. */
  readonly isQuota: boolean;
}

/** The failure that a model's name asks for; null when its answer is due. */
export function askedFailure(behaviour: Behaviour, isStreamed: boolean): AskedFailure | null {
  if (behaviour.kind === "error") return { status: behaviour.status, isQuota: false };
  if (behaviour.kind === "quota") return { status: 429, isQuota: true };
  // An answer that is not streamed has no middle to fail in.
  return behaviour.kind === "error-midstream" && !isStreamed ? { status: 500, isQuota: false } : null;
}

/** Seconds that 429 and 503 ask the caller to wait. */
export const RETRY_AFTER_SECONDS = 1;

/** The header that goes with a status that passes; none for the others. */
export function retryAfter({ status, isQuota }: AskedFailure): Readonly<Record<string, string>> {
  return (status === 429 || status === 503 || status === 529) && !isQuota ? { "retry-after": String(RETRY_AFTER_SECONDS) } : {};
}
