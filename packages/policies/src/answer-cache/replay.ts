import type { PolicyContext } from "../policy-context.ts";
import type { Reply } from "../reply.ts";
import type { CachedAnswer } from "./answer-store.ts";

interface Hit {
  readonly policy: string;
  readonly step: string;
  /** How it was found, in words. */
  readonly how: string;
}

/** An answer given again: callers see that it is one, and how old; the log says what it saved. */
export function replay(
  context: PolicyContext,
  { status, contentType, body, tokens, storedAtMs }: CachedAnswer,
  { policy, step, how }: Hit,
): Reply {
  const ageSeconds = Math.max(0, Math.floor((context.nowMs() - storedAtMs) / 1_000));
  context.responseHeaders.set("x-cache", "HIT");
  context.responseHeaders.set("age", String(ageSeconds));
  const saved = tokens === null ? "tokens not known" : `${tokens} tokens saved`;
  context.decide({ policy, step, action: "answered", detail: `${how}, ${ageSeconds} s old, ${saved}` });
  return { type: "reply", status, contentType, body };
}
