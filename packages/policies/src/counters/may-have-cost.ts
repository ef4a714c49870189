import type { Outcome } from "../policy.ts";

/** With these no provider has begun to answer. */
const NOTHING_SPENT: ReadonlySet<string> = new Set([
  "upstream_unreachable",
  "upstream_auth_failed",
  "upstream_overloaded",
  "model_not_found",
]);
/** The caller has left: what the provider has done by then is paid. */
const CLIENT_CLOSED_REQUEST = 499;

/**
 * Whether a call whose usage nobody knows may have been paid for. Not when no provider was asked, or it refused: those answers cost nothing,
 * and a caller whose calls fail must not lose his budget by them. An answer that broke off, or that never came, may have been.
 */
export function mayHaveCost({ asked, status, errorCode }: Outcome): boolean {
  if (!asked) return false;
  if (errorCode !== null && NOTHING_SPENT.has(errorCode)) return false;
  return status < 400 || status >= 500 || status === CLIENT_CLOSED_REQUEST;
}
