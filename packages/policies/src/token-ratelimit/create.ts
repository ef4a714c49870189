import { compileModelPattern } from "@sluice/definition/model-pattern";
import type { TokenRatelimit } from "@sluice/definition/policies/token-ratelimit";
import { Denial } from "@sluice/wire/denial";
import type { Claim, Grant, Refusal, Soon } from "../counters/counter-store.ts";
import { LeaseBook, type Trouble } from "../counters/lease-book.ts";
import { mayHaveCost } from "../counters/may-have-cost.ts";
import type { PolicyBuild } from "../create-policy.ts";
import type { Outcome, Policy } from "../policy.ts";
import type { PolicyContext } from "../policy-context.ts";
import { PolicyProblem } from "../policy-problem.ts";
import { costsNothing } from "./costs-nothing.ts";
import { loadTokenizer } from "./count-tokens.ts";
import { type Asked, type Reservation, Reservations } from "./reservations.ts";
import { TokenAnswers } from "./token-answers.ts";
import { compileTokenClaims, type TokenClaims, type TokenLimit, usedTokens, weighed } from "./token-claims.ts";

/** Sets tokens aside before a model is asked, and settles them by what was truly used. */
export function createTokenRatelimit(configuration: TokenRatelimit, { identity, sources }: PolicyBuild): Policy | PolicyProblem {
  const { strategy, rate } = configuration;
  const told = { policy: "token-ratelimit", identity, unit: "TOKENS", keyed: rate.key !== "" } as const;
  const book = new LeaseBook({ counters: sources.counters, strategy, strict: rate.reservationStrategy !== undefined, told });
  const claims = compileTokenClaims(configuration, { identity, nowMs: () => book.nowMs() });
  if (claims instanceof PolicyProblem) return claims;
  const weightOf = compileWeights(configuration.modelWeights);
  if (weightOf instanceof PolicyProblem) return weightOf;
  const reservations = new Reservations(configuration);
  // A rejection is met again where a call needs the tokenizer, and by nobody before.
  if (reservations.strategy === "FULL") void loadTokenizer().catch(() => {});
  return new TokenRatelimitPolicy({
    book,
    claims,
    weightOf,
    reservations,
    answers: new TokenAnswers({ configuration, period: claims.period, step: identity.step, nowMs: () => book.nowMs() }),
  });
}

interface Parts {
  readonly book: LeaseBook;
  readonly claims: TokenClaims;
  readonly weightOf: (model: string | null) => number;
  readonly reservations: Reservations;
  readonly answers: TokenAnswers;
}

/** What was settled on for a call under way. */
interface Call {
  readonly limits: readonly TokenLimit[];
  readonly weight: number;
  readonly model: string;
  readonly reservation: Reservation;
}

class TokenRatelimitPolicy implements Policy {
  readonly #parts: Parts;
  readonly #calls = new WeakMap<PolicyContext, Call>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  onRequest(context: PolicyContext): Soon<Denial | null> {
    const { claims, weightOf, reservations, answers } = this.#parts;
    const { call } = context;
    if (costsNothing(context)) return null;
    const limits = claims.limits(context);
    if (limits instanceof Denial) return limits;
    const weight = weightOf(call.model);
    if (limits.length === 0 || weight === 0) return null;
    const own = { limits, weight, model: call.model ?? "" };
    const reservation = reservations.quick(this.#asked(context, own));
    if (reservation !== null) return this.#reserve(context, { ...own, reservation });
    const otherwise = () => answers.tooLarge(context, limits[0]);
    return this.#reserveCounted(context, own, { room: Number.POSITIVE_INFINITY, otherwise });
  }

  onSettled(context: PolicyContext, outcome: Outcome): void {
    const { book, reservations } = this.#parts;
    const call = this.#calls.get(context);
    book.settle(context, (claims) => (call ? this.#actual(claims, call, outcome) : null));
    if (call && outcome.usage.provenance !== "none") {
      const used = usedTokens(outcome.usage);
      reservations.note({ model: call.model, consumer: call.reservation.consumer, used, weight: call.weight });
    }
  }

  #reserve(context: PolicyContext, call: Call): Soon<Denial | null> {
    this.#calls.set(context, call);
    const claims = this.#parts.claims.claims(context, call.limits, (limit) => call.reservation.amountOf(limit));
    const answer = this.#parts.book.reserve(context, claims);
    if (answer instanceof Promise) return answer.then((granted) => this.#answer(context, { call, claims, granted }));
    return this.#answer(context, { call, claims, granted: answer });
  }

  #answer(context: PolicyContext, { call, claims, granted }: Answered): Soon<Denial | null> {
    const { answers } = this.#parts;
    if (granted.granted === null) return answers.trouble(context, claims, granted.reason);
    if (granted.granted) {
      answers.granted(context, { claims, standings: granted.standings, reservation: call.reservation });
      return null;
    }
    const refused = { limit: call.limits[granted.at], claims, refusal: granted };
    // A bound by bytes did not fit. The prompt itself may.
    if (call.reservation.exact) return answers.refused(context, refused);
    const room = granted.retryAtMs === null ? Number.POSITIVE_INFINITY : granted.standing.remaining;
    return this.#reserveCounted(context, call, { room, otherwise: () => answers.refused(context, refused) });
  }

  async #reserveCounted(
    context: PolicyContext,
    call: Omit<Call, "reservation">,
    { room, otherwise }: { readonly room: number; readonly otherwise: () => Denial | null },
  ): Promise<Denial | null> {
    const reservation = await this.#parts.reservations.counted(this.#asked(context, call), room);
    return reservation === null ? otherwise() : this.#reserve(context, { ...call, reservation });
  }

  #asked(context: PolicyContext, call: Omit<Call, "reservation">): Asked {
    const { claims } = this.#parts;
    const consumer = () => claims.claims(context, call.limits.slice(0, 1), () => 0)[0]?.key ?? "";
    return { ...call, call: context.call, consumer };
  }

  /** Null: what was set aside stands, because the provider may have been paid. */
  #actual(claims: readonly Claim[], { limits, weight, reservation }: Call, outcome: Outcome): readonly number[] | null {
    if (outcome.usage.provenance !== "none") {
      const used = usedTokens(outcome.usage);
      return claims.map((_, at) => weighed(limits[at]?.of ?? "total", used, weight));
    }
    return mayHaveCost(outcome) && reservation.stands ? null : claims.map(() => 0);
  }
}

interface Answered {
  readonly call: Call;
  readonly claims: readonly Claim[];
  readonly granted: Grant | Refusal | Trouble;
}

function compileWeights(weights: TokenRatelimit["modelWeights"]): ((model: string | null) => number) | PolicyProblem {
  const compiled: { readonly fits: (name: string) => boolean; readonly weight: number }[] = [];
  for (const [at, { model, weight }] of weights.entries()) {
    const fits = compileModelPattern(model);
    if (fits === null)
      return new PolicyProblem("The brackets of this pattern do not pair, or it has too many choices.", `modelWeights.${at}.model`);
    compiled.push({ fits, weight });
  }
  return (model) => {
    if (model === null || compiled.length === 0) return 1;
    const bare = model.slice(model.indexOf(":") + 1);
    return compiled.find(({ fits }) => fits(model) || fits(bare))?.weight ?? 1;
  };
}
