import type { Period } from "@sluice/definition/policies/limit-period";
import { compileNumber } from "@sluice/expression/compile-number";
import { ExpressionProblem } from "@sluice/expression/problem";
import { Denial } from "@sluice/wire/denial";
import { compileKey, type KeyFor } from "../counters/consumer-key.ts";
import type { Claim, Grant, Refusal, Soon, Window } from "../counters/counter-store.ts";
import { LeaseBook, type Trouble } from "../counters/lease-book.ts";
import { LimitHeaders } from "../counters/limit-headers.ts";
import { LimitOutcomes, type LimitStrategy } from "../counters/limit-outcomes.ts";
import { limitWindow } from "../counters/limit-window.ts";
import { periodInWords, secondsUntil } from "../counters/limit-words.ts";
import { compileLimit } from "../counters/resolve-limit.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

/** What rate limits and quotas have in common; they differ in their words and usual periods. */
export interface RequestLimit {
  readonly policy: string;
  /** The field of the configuration that holds the limit: for the places of problems. */
  readonly field: string;
  readonly exceeded: string;
  readonly trouble: string;
  readonly headerPrefix: string;
  readonly errorStrategy: "BLOCK_ON_INTERNAL_ERROR" | "FALLBACK_PASS_TROUGH" | "FALLBACK_PASS_THROUGH";
  readonly async: boolean;
  readonly addHeaders: boolean;
  readonly dryRun: boolean;
  readonly rate: {
    readonly limit: number;
    readonly dynamicLimit?: string | undefined;
    readonly periodTime: number;
    readonly periodTimeUnit: Period["unit"];
    readonly dynamicPeriodTime?: string | undefined;
    readonly key: string;
    readonly useKeyOnly: boolean;
    readonly resetStrategy: "ROLLING" | "CALENDAR";
    readonly timezone: string;
  };
}

/** Counts a call when it comes; one that is refused here is not counted. */
export function createRequestLimit(kind: RequestLimit, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const { policy, rate, field } = kind;
  const strategy: LimitStrategy = kind.async
    ? "ASYNC_MODE"
    : kind.errorStrategy === "BLOCK_ON_INTERNAL_ERROR"
      ? "BLOCK_ON_INTERNAL_ERROR"
      : "FALLBACK_PASS_THROUGH";
  const limitFor = compileLimit({ limit: rate.limit, dynamicLimit: rate.dynamicLimit, path: `${field}.dynamicLimit` });
  if (limitFor instanceof PolicyProblem) return limitFor;
  const keyFor = compileKey({ ...rate, path: `${field}.key` }, { policy, identity });
  if (keyFor instanceof PolicyProblem) return keyFor;
  const periodFor = compilePeriod(kind);
  if (periodFor instanceof PolicyProblem) return periodFor;
  const told = { policy, identity, unit: "REQUESTS", keyed: rate.key !== "" } as const;
  const book = new LeaseBook({ counters: sources.counters, strategy, strict: false, told });
  const outcomes = new LimitOutcomes({ policy, step: identity.step, strategy, dryRun: kind.dryRun, trouble: kind.trouble });
  const tells = kind.addHeaders && !kind.dryRun;
  const headers = tells ? new LimitHeaders({ prefix: kind.headerPrefix, openAi: "requests", nowMs: () => book.nowMs() }) : null;
  return new RequestLimitPolicy({ kind, limitFor, keyFor, periodFor, book, outcomes, headers });
}

interface Parts {
  readonly kind: RequestLimit;
  readonly limitFor: (context: PolicyContext) => number | Denial | null;
  readonly keyFor: KeyFor;
  readonly periodFor: (context: PolicyContext) => PeriodAt;
  readonly book: LeaseBook;
  readonly outcomes: LimitOutcomes;
  readonly headers: LimitHeaders | null;
}

class RequestLimitPolicy implements Policy {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  onRequest(context: PolicyContext): Soon<Denial | null> {
    const { limitFor, keyFor, periodFor, book } = this.#parts;
    const limit = limitFor(context);
    if (limit === null || limit instanceof Denial) return limit;
    const { period, windowAt } = periodFor(context);
    const claim: Claim = { key: keyFor(context, "calls"), amount: 1, limit, window: windowAt(book.nowMs()) };
    const answer = book.reserve(context, [claim], "spent");
    if (answer instanceof Promise) return answer.then((granted) => this.#answer(context, { claim, period, granted }));
    return this.#answer(context, { claim, period, granted: answer });
  }

  #answer(context: PolicyContext, { claim, period, granted }: Answered): Denial | null {
    const { kind, outcomes, headers, book } = this.#parts;
    if (granted.granted === null) {
      const denial = outcomes.trouble(context, granted.reason);
      if (denial === null) headers?.add(context, claim.limit, null);
      return denial;
    }
    if (granted.granted) {
      headers?.add(context, claim.limit, granted.standings[0] ?? null);
      return null;
    }
    headers?.add(context, claim.limit, granted.standing);
    return outcomes.block(context, {
      code: "rate_limit_exceeded",
      message: `${kind.exceeded} exceeded! You reached the limit of ${claim.limit} requests per ${periodInWords(period)}`,
      detail: `all of ${claim.limit} calls used`,
      ...(granted.retryAtMs === null ? {} : { retryAfterSeconds: secondsUntil(granted.retryAtMs, book.nowMs()) }),
    });
  }
}

interface Answered {
  readonly claim: Claim;
  readonly period: Period;
  readonly granted: Grant | Refusal | Trouble;
}

interface PeriodAt {
  readonly period: Period;
  readonly windowAt: (nowMs: number) => Window;
}

/** Gravitee's: an expression of seconds, which are one where it gives none. */
function compilePeriod({ rate, field }: RequestLimit): ((context: PolicyContext) => PeriodAt) | PolicyProblem {
  const period: Period = { time: rate.periodTime, unit: rate.periodTimeUnit };
  const fixed: PeriodAt = { period, windowAt: limitWindow(period, rate) };
  if (!rate.dynamicPeriodTime?.trim()) return () => fixed;
  const compiled = compileNumber(rate.dynamicPeriodTime);
  if (compiled instanceof ExpressionProblem) return new PolicyProblem(compiled.message, `${field}.dynamicPeriodTime`);
  return (context) => {
    const result = compiled.evaluate(context);
    const seconds: Period = { time: result.ok ? Math.max(1, Math.floor(result.value)) : 1, unit: "SECONDS" };
    return { period: seconds, windowAt: limitWindow(seconds, { ...rate, resetStrategy: "ROLLING" }) };
  };
}
