import type { Period } from "@sluice/definition/policies/limit-period";
import type { TokenRatelimit } from "@sluice/definition/policies/token-ratelimit";
import { Denial } from "@sluice/wire/denial";
import type { Claim, Refusal, Standing } from "../counters/counter-store.ts";
import { durationInWords, periodInWords, secondsUntil } from "../counters/limit-words.ts";
import type { Decision, PolicyContext } from "../policy-context.ts";
import type { Reservation } from "./reservations.ts";
import type { Counted, TokenLimit } from "./token-claims.ts";

const TROUBLE = "Token rate limit blocked the query due to internal error";
const TOKENS_OF = { total: "tokens", input: "input tokens", output: "output tokens" } as const satisfies Record<Counted, string>;

interface TokenAnswersOptions {
  readonly configuration: TokenRatelimit;
  readonly period: Period;
  readonly step: string;
  readonly nowMs: () => number;
}

/** What a caller and the request's log are told. */
export class TokenAnswers {
  readonly #options: TokenAnswersOptions;

  constructor(options: TokenAnswersOptions) {
    this.#options = options;
  }

  granted(
    context: PolicyContext,
    { claims, standings, reservation }: { claims: readonly Claim[]; standings: readonly Standing[]; reservation: Reservation },
  ): void {
    if (reservation.bind()) this.#decide(context, "changed", "the answer is limited to what is set aside for it");
    const [claim] = claims;
    const [standing] = standings;
    if (claim && standing) this.#addHeaders(context, claim.limit, standing);
  }

  refused(context: PolicyContext, { limit, claims, refusal }: Refused): Denial | null {
    const nowMs = this.#options.nowMs();
    const claim = claims[refusal.at];
    const needs = claim?.amount ?? 0;
    const { remaining } = refusal.standing;
    this.#addHeaders(context, claim?.limit ?? 0, refusal.standing);
    return this.#block(context, {
      detail: `${remaining} of ${claim?.limit ?? 0} ${TOKENS_OF[limit?.of ?? "total"]} left, ${needs} needed`,
      message: this.#sentence(limit),
      ...(refusal.retryAtMs === null ? {} : { retryAfterSeconds: secondsUntil(refusal.retryAtMs, nowMs) }),
    });
  }

  /** No waiting helps: the call alone may take more than the limit. */
  tooLarge(context: PolicyContext, limit: TokenLimit | undefined): Denial | null {
    return this.#block(context, {
      detail: `needs more than the limit of ${limit?.limit ?? 0} tokens`,
      message: `${this.#sentence(limit)}. This call alone may take more: shorten it, or ask for a shorter answer.`,
    });
  }

  trouble(context: PolicyContext, { claims, reason }: { readonly claims: readonly Claim[]; readonly reason: string }): Denial | null {
    const { strategy, dryRun } = this.#options.configuration;
    const [claim] = claims;
    if (strategy !== "BLOCK_ON_INTERNAL_ERROR" || dryRun) {
      this.#decide(context, "failed", `let through: ${reason}`);
      if (claim) this.#addHeaders(context, claim.limit, null);
      return null;
    }
    this.#decide(context, "failed", `refused: ${reason}`);
    return new Denial("policy_unavailable", TROUBLE, { retryAfterSeconds: 1, detail: reason });
  }

  #sentence(limit: TokenLimit | undefined): string {
    const { of, limit: most } = limit ?? { of: "total", limit: 0 };
    return `Rate limit exceeded! You reached the limit of ${most} ${TOKENS_OF[of]} per ${periodInWords(this.#options.period)}`;
  }

  #block(context: PolicyContext, { detail, message, retryAfterSeconds }: Block): Denial | null {
    const { dryRun } = this.#options.configuration;
    this.#decide(context, dryRun ? "would_block" : "blocked", detail);
    if (dryRun) return null;
    return new Denial("token_limit_exceeded", message, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }

  #decide(context: PolicyContext, action: Decision["action"], detail: string): void {
    context.decide({ policy: "token-ratelimit", step: this.#options.step, action, detail });
  }

  /** OpenAI's headers and Gravitee's. Null: the counters cannot be reached, which Gravitee says so. */
  #addHeaders({ responseHeaders }: PolicyContext, limit: number, standing: Standing | null): void {
    const { addHeaders, dryRun } = this.#options.configuration;
    if (!addHeaders || dryRun) return;
    const remaining = String(standing?.remaining ?? limit);
    responseHeaders.set("x-token-rate-limit-limit", String(limit));
    responseHeaders.set("x-token-rate-limit-remaining", remaining);
    responseHeaders.set("x-token-rate-limit-reset", standing === null ? "-1" : String(Math.ceil(standing.resetMs)));
    responseHeaders.set("x-ratelimit-limit-tokens", String(limit));
    responseHeaders.set("x-ratelimit-remaining-tokens", remaining);
    if (standing !== null) responseHeaders.set("x-ratelimit-reset-tokens", durationInWords(standing.resetMs - this.#options.nowMs()));
  }
}

interface Refused {
  readonly limit: TokenLimit | undefined;
  readonly claims: readonly Claim[];
  readonly refusal: Refusal;
}

interface Block {
  readonly detail: string;
  readonly message: string;
  readonly retryAfterSeconds?: number;
}
