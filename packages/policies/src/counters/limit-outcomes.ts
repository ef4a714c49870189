import { Denial } from "@sluice/wire/denial";
import type { ErrorCode } from "@sluice/wire/errors";
import type { Decision, PolicyContext } from "../policy-context.ts";

export type LimitStrategy = "FALLBACK_PASS_THROUGH" | "BLOCK_ON_INTERNAL_ERROR" | "ASYNC_MODE";

interface LimitOutcomesOptions {
  readonly policy: string;
  readonly step: string;
  readonly strategy: LimitStrategy;
  readonly dryRun: boolean;
  /** What a caller is told when the counters cannot be reached and calls are refused then. */
  readonly trouble: string;
}

interface Blocked {
  readonly code: ErrorCode;
  readonly message: string;
  /** For the request's log. */
  readonly detail: string;
  /** Left out where no waiting helps. */
  readonly retryAfterSeconds?: number;
}

/** What comes of a limit's decision: written down, and in the shadow nothing more. */
export class LimitOutcomes {
  readonly #options: LimitOutcomesOptions;

  constructor(options: LimitOutcomesOptions) {
    this.#options = options;
  }

  block(context: PolicyContext, { code, message, detail, retryAfterSeconds }: Blocked): Denial | null {
    const { dryRun } = this.#options;
    this.decide(context, dryRun ? "would_block" : "blocked", detail);
    if (dryRun) return null;
    return new Denial(code, message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }

  /** The counters cannot be reached. */
  trouble(context: PolicyContext, reason: string): Denial | null {
    const { strategy, dryRun, trouble } = this.#options;
    const passes = strategy !== "BLOCK_ON_INTERNAL_ERROR" || dryRun;
    this.decide(context, "failed", `${passes ? "let through" : "refused"}: ${reason}`);
    return passes ? null : new Denial("policy_unavailable", trouble, { retryAfterSeconds: 1, detail: reason });
  }

  decide(context: PolicyContext, action: Decision["action"], detail: string): void {
    context.decide({ policy: this.#options.policy, step: this.#options.step, action, detail });
  }
}
