import type { CostRatelimit } from "@sluice/definition/policies/cost-ratelimit";
import type { KnownPrice, PolicyContext } from "../policy-context.ts";
import { answerBound } from "../token-ratelimit/answer-bound.ts";
import { LearnedAmounts } from "../token-ratelimit/learned-amounts.ts";
import { countPrompt, promptBound } from "../token-ratelimit/prompt-tokens.ts";
import { RecentAnswers } from "../token-ratelimit/recent-answers.ts";
import { nanoFromDollars, nanoFromTokens } from "./nano-dollars.ts";

/** What is set aside for one call, in billionths of a dollar. */
export interface CostReservation {
  readonly amount: number;
  /** Counting the prompt makes it no smaller. */
  readonly exact: boolean;
  /** Makes the call keep to it. True when that changed the call. */
  bind(): boolean;
}

export interface CostAsked {
  readonly context: PolicyContext;
  readonly limit: number;
  readonly consumer: string;
}

/** The longest answer that is reckoned with where the caller sets no maximum. */
const USUAL_CEILING = 4_096;

/** How much to set aside, by the step's strategy. Never more than the limit, as in Gravitee. */
export class CostReservations {
  readonly #strategy: "FULL" | "NONE" | "FIXED" | "ADAPTIVE";
  readonly #initial: number;
  readonly #ceiling: number;
  readonly #unpriced: number;
  readonly #dryRun: boolean;
  readonly #recent = new RecentAnswers();
  readonly #learned = new LearnedAmounts();

  constructor({ rate, missingPricePolicy, fallbackCost, dryRun }: CostRatelimit) {
    this.#strategy = rate.reservationStrategy ?? "FULL";
    this.#initial = nanoFromDollars(rate.reservationAmount);
    this.#ceiling = rate.reservationCeiling > 0 ? nanoFromDollars(rate.reservationCeiling) : Number.POSITIVE_INFINITY;
    this.#unpriced = missingPricePolicy === "FAIL_CLOSED" ? nanoFromDollars(fallbackCost) : 0;
    this.#dryRun = dryRun;
  }

  /** Without counting the prompt. Null where that would be more than the limit: the prompt has to be counted. */
  quick(asked: CostAsked): CostReservation | null {
    const { limit, consumer, context } = asked;
    if (this.#strategy === "FULL") return this.#full(asked, { input: promptBound(context.call), exact: false });
    if (this.#strategy === "NONE") return plain(0);
    if (this.#strategy === "FIXED") return plain(Math.min(limit, this.#initial));
    return plain(Math.min(limit, this.#learned.expect(consumer, { initial: this.#initial, ceiling: this.#ceiling })));
  }

  /** With the prompt counted. Null where it costs more than the room that is left. */
  async counted(asked: CostAsked, room: number): Promise<CostReservation | null> {
    const { call } = asked.context;
    const each = nanoFromTokens({ input: 1_000, output: 0 }, asked.context.price() ?? { inputPrice: 0, outputPrice: 0 });
    const most = each ? Math.floor((Math.min(room, asked.limit) / each) * 1_000) : promptBound(call);
    const input = await countPrompt(call, most);
    return input > most ? null : this.#full(asked, { input, exact: true });
  }

  note({ model, consumer, output, cost }: { model: string; consumer: string; output: number; cost: number }): void {
    if (this.#strategy === "FULL") this.#recent.note(model, output);
    else if (this.#strategy === "ADAPTIVE") this.#learned.note(consumer, cost);
  }

  #full({ context, limit }: CostAsked, { input, exact }: { readonly input: number; readonly exact: boolean }): CostReservation | null {
    const { call } = context;
    const price: KnownPrice | null = context.price();
    const prompt = price && nanoFromTokens({ input, output: 0 }, price);
    const token = price && nanoFromTokens({ input: 0, output: 1_000 }, price);
    if (price === null || prompt === null || token === null) return plain(Math.min(limit, this.#unpriced));
    const answer = answerBound(call);
    const wanted = answer === null ? 0 : (answer.asked ?? Math.min(USUAL_CEILING, this.#recent.expect(call.model ?? "")));
    const affordable = token === 0 ? Number.POSITIVE_INFINITY : Math.floor(((limit - prompt) / token) * 1_000);
    const output = Math.min(Math.max(wanted, answer?.least ?? 0), affordable);
    if (prompt > limit || output < (answer?.least ?? 0) || (!exact && output < wanted)) return null;
    const binds = answer !== null && !this.#dryRun && (!answer.isSaid || (answer.asked ?? 0) > output);
    const amount = Math.min(limit, nanoFromTokens({ input, output }, price) ?? 0);
    return { amount, exact, bind: () => binds && answer.lower(output) };
  }
}

function plain(amount: number): CostReservation {
  return { amount, exact: true, bind: () => false };
}
