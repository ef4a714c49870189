import type { ConcurrencyLimit } from "@sluice/definition/policies/concurrency-limit";
import type { Denial } from "@sluice/wire/denial";
import { compileKey } from "../counters/consumer-key.ts";
import type { Claim, Grant, Refusal, Window } from "../counters/counter-store.ts";
import { LeaseBook, type Trouble } from "../counters/lease-book.ts";
import { LimitOutcomes } from "../counters/limit-outcomes.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** Nothing is left of a call that has ended. */
const NOW: Window = { type: "rolling", lengthMs: 0 };
/** A slot may be free at any moment. */
const RETRY_SECONDS = 1;

/** Gives each call a slot while it runs. A slot is a lease: one whose gateway dies is free again when it expires. */
export function createConcurrencyLimit(configuration: ConcurrencyLimit, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const { maximum, strategy, dryRun } = configuration;
  const policy = "concurrency-limit";
  const keyFor = compileKey({ ...configuration, path: "key" }, { policy, identity });
  if (keyFor instanceof PolicyProblem) return keyFor;
  const book = new LeaseBook({ counters: sources.counters, strategy, strict: false });
  const trouble = "Concurrency limit blocked the query due to internal error";
  const outcomes = new LimitOutcomes({ policy, step: identity.step, strategy, dryRun, trouble });
  const answer = (context: PolicyContext, granted: Grant | Refusal | Trouble): Denial | null => {
    if (granted.granted === null) return outcomes.trouble(context, granted.reason);
    if (granted.granted) return null;
    return outcomes.block(context, {
      code: "rate_limit_exceeded",
      message: `Rate limit exceeded! ${maximum} calls of yours are running, and more may not run at once. Wait for one to end.`,
      detail: `all of ${maximum} slots taken`,
      retryAfterSeconds: RETRY_SECONDS,
    });
  };
  return {
    onRequest(context) {
      const claim: Claim = { key: keyFor(context, "slots"), amount: 1, limit: maximum, window: NOW };
      const granted = book.reserve(context, [claim]);
      return granted instanceof Promise ? granted.then((late) => answer(context, late)) : answer(context, granted);
    },
    onSettled(context) {
      book.settle(context, () => [0]);
    },
  };
}
