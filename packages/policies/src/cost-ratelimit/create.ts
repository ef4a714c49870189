import type { CostRatelimit } from "@sluice/definition/policies/cost-ratelimit";
import { Denial } from "@sluice/wire/denial";
import { generatedTokens } from "@sluice/wire/usage";
import { compileKey, type KeyFor } from "../counters/consumer-key.ts";
import type { Claim, Grant, Refusal, Soon, Window } from "../counters/counter-store.ts";
import { LeaseBook, type Trouble } from "../counters/lease-book.ts";
import { LimitHeaders } from "../counters/limit-headers.ts";
import { LimitOutcomes } from "../counters/limit-outcomes.ts";
import { limitWindow } from "../counters/limit-window.ts";
import { periodInWords, secondsUntil } from "../counters/limit-words.ts";
import { mayHaveCost } from "../counters/may-have-cost.ts";
import { compileLimit } from "../counters/resolve-limit.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Outcome, Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { costsNothing } from "../token-ratelimit/costs-nothing.ts";
import { loadTokenizer } from "../token-ratelimit/count-tokens.ts";
import { type CostReservation, CostReservations } from "./cost-reservations.ts";
import { dollarsInWords, nanoFromCost, nanoFromDollars } from "./nano-dollars.ts";

const POLICY = "cost-ratelimit";

/** Sets aside what a call may cost, and settles it by what it did cost. */
export function createCostRatelimit(configuration: CostRatelimit, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const { rate, strategy, dryRun, addHeaders } = configuration;
  const limitFor = compileLimit({ limit: rate.limit, dynamicLimit: rate.dynamicLimit, path: "rate.dynamicLimit" }, nanoFromDollars);
  if (limitFor instanceof PolicyProblem) return limitFor;
  const keyFor = compileKey({ ...rate, path: "rate.key" }, { policy: POLICY, identity });
  if (keyFor instanceof PolicyProblem) return keyFor;
  const told = { policy: POLICY, identity, unit: "DOLLARS", keyed: rate.key !== "" } as const;
  const book = new LeaseBook({ counters: sources.counters, strategy, strict: rate.reservationStrategy !== undefined, told });
  const trouble = "Cost rate limit blocked the query due to internal error";
  const outcomes = new LimitOutcomes({ policy: POLICY, step: identity.step, strategy, dryRun, trouble });
  const words = { prefix: "x-cost-rate-limit", openAi: null, nowMs: () => book.nowMs(), inWords: dollarsInWords };
  const headers = addHeaders && !dryRun ? new LimitHeaders(words) : null;
  const reservations = new CostReservations(configuration);
  // A rejection is met again where a call needs the tokenizer, and by nobody before.
  if (rate.reservationStrategy === undefined || rate.reservationStrategy === "FULL") void loadTokenizer().catch(() => {});
  const windowAt = limitWindow({ time: rate.periodTime, unit: rate.periodTimeUnit }, rate);
  return new CostRatelimitPolicy({ configuration, limitFor, keyFor, windowAt, book, outcomes, headers, reservations });
}

interface Parts {
  readonly configuration: CostRatelimit;
  readonly limitFor: (context: PolicyContext) => number | Denial | null;
  readonly keyFor: KeyFor;
  readonly windowAt: (nowMs: number) => Window;
  readonly book: LeaseBook;
  readonly outcomes: LimitOutcomes;
  readonly headers: LimitHeaders | null;
  readonly reservations: CostReservations;
}

interface Call {
  readonly limit: number;
  readonly consumer: string;
  readonly model: string;
}

class CostRatelimitPolicy implements Policy {
  readonly #parts: Parts;
  readonly #calls = new WeakMap<PolicyContext, Call>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  onRequest(context: PolicyContext): Soon<Denial | null> {
    if (costsNothing(context)) return null;
    const { limitFor, keyFor, reservations } = this.#parts;
    const limit = limitFor(context);
    if (limit === null || limit instanceof Denial) return limit;
    const call: Call = { limit, consumer: keyFor(context, "cost"), model: context.call.model ?? "" };
    this.#calls.set(context, call);
    const reservation = reservations.quick({ context, ...call });
    if (reservation !== null) return this.#reserve(context, call, reservation);
    return this.#reserveCounted(context, call, { room: limit, otherwise: () => this.#refuse(context, call, null) });
  }

  onSettled(context: PolicyContext, outcome: Outcome): void {
    const { book, reservations } = this.#parts;
    const cost = outcome.costUsd === null ? null : nanoFromCost(outcome.costUsd);
    book.settle(context, ([claim]) => {
      const actual = claim ? this.#actual(claim, cost, outcome) : null;
      return actual === null ? null : [actual];
    });
    const call = this.#calls.get(context);
    if (!call || cost === null) return;
    reservations.note({ ...call, output: generatedTokens(outcome.usage), cost });
  }

  #reserve(context: PolicyContext, call: Call, reservation: CostReservation): Soon<Denial | null> {
    const { book, windowAt } = this.#parts;
    const claim: Claim = { key: call.consumer, amount: reservation.amount, limit: call.limit, window: windowAt(book.nowMs()) };
    const answer = book.reserve(context, [claim]);
    if (answer instanceof Promise) return answer.then((granted) => this.#answer(context, { call, reservation, granted }));
    return this.#answer(context, { call, reservation, granted: answer });
  }

  async #reserveCounted(
    context: PolicyContext,
    call: Call,
    { room, otherwise }: { readonly room: number; readonly otherwise: () => Denial | null },
  ): Promise<Denial | null> {
    const reservation = await this.#parts.reservations.counted({ context, ...call }, room);
    return reservation === null ? otherwise() : this.#reserve(context, call, reservation);
  }

  #answer(context: PolicyContext, { call, reservation, granted }: Answered): Soon<Denial | null> {
    const { outcomes, headers } = this.#parts;
    if (granted.granted === null) {
      const denial = outcomes.trouble(context, granted.reason);
      if (denial === null) headers?.add(context, call.limit, null);
      return denial;
    }
    if (granted.granted) {
      if (reservation.bind()) outcomes.decide(context, "changed", "the answer is limited to what is set aside for it");
      headers?.add(context, call.limit, granted.standings[0] ?? null);
      return null;
    }
    const otherwise = () => this.#refuse(context, call, granted);
    return reservation.exact ? otherwise() : this.#reserveCounted(context, call, { room: granted.standing.remaining, otherwise });
  }

  /** Without a refusal of the counter's, the call alone may cost more than the budget. */
  #refuse(context: PolicyContext, { limit }: Call, refusal: Refusal | null): Denial | null {
    const { outcomes, headers, book, configuration } = this.#parts;
    const { periodTime, periodTimeUnit } = configuration.rate;
    const spent = limit - (refusal?.standing.remaining ?? limit);
    if (refusal) headers?.add(context, limit, refusal.standing);
    const period = periodInWords({ time: periodTime, unit: periodTimeUnit });
    const said = `Cost budget exceeded! Limit is $${dollarsInWords(limit)} per ${period}. Current spend: $${dollarsInWords(spent)}.`;
    const retryAtMs = refusal?.retryAtMs ?? null;
    return outcomes.block(context, {
      code: "budget_exceeded",
      message: refusal ? said : `${said} This call alone may cost more: shorten it, or ask for a shorter answer.`,
      detail: `$${dollarsInWords(spent)} of $${dollarsInWords(limit)} spent or set aside`,
      ...(retryAtMs === null ? {} : { retryAfterSeconds: secondsUntil(retryAtMs, book.nowMs()) }),
    });
  }

  /** Null: what was set aside stands. */
  #actual({ amount }: Claim, cost: number | null, outcome: Outcome): number | null {
    if (cost !== null) return cost;
    if (!mayHaveCost(outcome)) return 0;
    if (outcome.usage.provenance === "none" && amount > 0) return null;
    const { missingPricePolicy, fallbackCost } = this.#parts.configuration;
    if (missingPricePolicy === "FAIL_OPEN") return 0;
    return fallbackCost > 0 ? nanoFromDollars(fallbackCost) : null;
  }
}

interface Answered {
  readonly call: Call;
  readonly reservation: CostReservation;
  readonly granted: Grant | Refusal | Trouble;
}
