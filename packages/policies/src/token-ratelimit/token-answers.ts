import type { Period } from "@sluice/definition/policies/limit-period";
import type { TokenRatelimit } from "@sluice/definition/policies/token-ratelimit";
import type { Denial } from "@sluice/wire/denial";
import type { Claim, Refusal, Standing } from "../counters/counter-store.ts";
import { LimitHeaders } from "../counters/limit-headers.ts";
import { LimitOutcomes } from "../counters/limit-outcomes.ts";
import { periodInWords, secondsUntil } from "../counters/limit-words.ts";
import type { PolicyContext } from "../policy-context.ts";
import type { Reservation } from "./reservations.ts";
import type { Counted, TokenLimit } from "./token-claims.ts";

const TOKENS_OF = { total: "tokens", input: "input tokens", output: "output tokens" } as const satisfies Record<Counted, string>;

interface TokenAnswersOptions {
  readonly configuration: TokenRatelimit;
  readonly period: Period;
  readonly step: string;
  readonly nowMs: () => number;
}

interface Refused {
  readonly limit: TokenLimit | undefined;
  readonly claims: readonly Claim[];
  readonly refusal: Refusal;
}

interface Granted {
  readonly claims: readonly Claim[];
  readonly standings: readonly Standing[];
  readonly reservation: Reservation;
}

/** What a caller and the request's log are told. */
export class TokenAnswers {
  readonly #options: TokenAnswersOptions;
  readonly #outcomes: LimitOutcomes;
  readonly #headers: LimitHeaders | null;

  constructor(options: TokenAnswersOptions) {
    this.#options = options;
    const { strategy, dryRun, addHeaders } = options.configuration;
    const trouble = "Token rate limit blocked the query due to internal error";
    this.#outcomes = new LimitOutcomes({ policy: "token-ratelimit", step: options.step, strategy, dryRun, trouble });
    const tells = addHeaders && !dryRun;
    this.#headers = tells ? new LimitHeaders({ prefix: "x-token-rate-limit", openAi: "tokens", nowMs: options.nowMs }) : null;
  }

  granted(context: PolicyContext, { claims, standings, reservation }: Granted): void {
    if (reservation.bind()) this.#outcomes.decide(context, "changed", "the answer is limited to what is set aside for it");
    const [claim] = claims;
    const [standing] = standings;
    if (claim && standing) this.#headers?.add(context, claim.limit, standing);
  }

  refused(context: PolicyContext, { limit, claims, refusal }: Refused): Denial | null {
    const { amount, limit: most } = claims[refusal.at] ?? { amount: 0, limit: 0 };
    this.#headers?.add(context, most, refusal.standing);
    return this.#outcomes.block(context, {
      code: "token_limit_exceeded",
      detail: `${refusal.standing.remaining} of ${most} ${TOKENS_OF[limit?.of ?? "total"]} left, ${amount} needed`,
      message: this.#sentence(limit),
      ...(refusal.retryAtMs === null ? {} : { retryAfterSeconds: secondsUntil(refusal.retryAtMs, this.#options.nowMs()) }),
    });
  }

  /** No waiting helps: the call alone may take more than the limit. */
  tooLarge(context: PolicyContext, limit: TokenLimit | undefined): Denial | null {
    return this.#outcomes.block(context, {
      code: "token_limit_exceeded",
      detail: `needs more than the limit of ${limit?.limit ?? 0} ${TOKENS_OF[limit?.of ?? "total"]}`,
      message: `${this.#sentence(limit)}. This call alone may take more: shorten it, or ask for a shorter answer.`,
    });
  }

  trouble(context: PolicyContext, claims: readonly Claim[], reason: string): Denial | null {
    const [claim] = claims;
    const denial = this.#outcomes.trouble(context, reason);
    if (claim && denial === null) this.#headers?.add(context, claim.limit, null);
    return denial;
  }

  #sentence(limit: TokenLimit | undefined): string {
    const { of, limit: most } = limit ?? { of: "total", limit: 0 };
    return `Rate limit exceeded! You reached the limit of ${most} ${TOKENS_OF[of]} per ${periodInWords(this.#options.period)}`;
  }
}
