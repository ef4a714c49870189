import type { Period } from "@sluice/definition/policies/limit-period";
import type { TokenRatelimit } from "@sluice/definition/policies/token-ratelimit";
import { Denial } from "@sluice/wire/denial";
import { generatedTokens, promptTokens, type TokenUsage } from "@sluice/wire/usage";
import { compileKey, type KeyFor } from "../counters/consumer-key.ts";
import type { Claim, Window } from "../counters/counter-store.ts";
import { limitWindow } from "../counters/limit-window.ts";
import { compileLimit } from "../counters/resolve-limit.ts";
import type { PolicyIdentity } from "../create-policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";

export type Counted = "total" | "input" | "output";

/** A limit as it is for one call. */
export interface TokenLimit {
  readonly of: Counted;
  readonly limit: number;
}

export interface Tokens {
  readonly input: number;
  readonly output: number;
}

/** Which limits hold for a call, and whose counters they are. */
export interface TokenClaims {
  readonly period: Period;
  limits(context: PolicyContext): readonly TokenLimit[] | Denial;
  claims(context: PolicyContext, limits: readonly TokenLimit[], amountOf: (limit: TokenLimit) => number): readonly Claim[];
}

interface Build {
  readonly identity: PolicyIdentity;
  readonly nowMs: () => number;
}

export function compileTokenClaims({ rate }: TokenRatelimit, { identity, nowMs }: Build): TokenClaims | PolicyProblem {
  const total = compileLimit({ limit: rate.limit, dynamicLimit: rate.dynamicLimit, path: "rate.dynamicLimit" });
  if (total instanceof PolicyProblem) return total;
  const keyFor: KeyFor | PolicyProblem = compileKey({ ...rate, path: "rate.key" }, { policy: "token-ratelimit", identity });
  if (keyFor instanceof PolicyProblem) return keyFor;
  const period = { time: rate.periodTime, unit: rate.periodTimeUnit };
  const windowAt: (nowMs: number) => Window = limitWindow(period, rate);
  const fixed: readonly TokenLimit[] = [
    ...(rate.inputLimit > 0 ? [{ of: "input", limit: rate.inputLimit } as const] : []),
    ...(rate.outputLimit > 0 ? [{ of: "output", limit: rate.outputLimit } as const] : []),
  ];
  return {
    period,
    limits(context) {
      const limit = total(context);
      if (limit instanceof Denial) return limit;
      return limit === null ? fixed : [{ of: "total", limit }, ...fixed];
    },
    claims(context, limits, amountOf) {
      const window = windowAt(nowMs());
      return limits.map((limit) => ({ key: keyFor(context, limit.of), amount: amountOf(limit), limit: limit.limit, window }));
    },
  };
}

/** A product of a weight such as 0.1 may come out a little too large: 30 × 0.1 is 3.0000000000000004. */
const ROUNDING = 1e-6;

/** What of a call's tokens a limit counts, at the model's weight: parts of a token are whole ones. */
export function weighed(of: Counted, { input, output }: Tokens, weight: number): number {
  return Math.ceil((of === "total" ? input + output : of === "input" ? input : output) * weight - ROUNDING);
}

export function usedTokens(usage: TokenUsage): Tokens {
  return { input: promptTokens(usage), output: generatedTokens(usage) };
}
