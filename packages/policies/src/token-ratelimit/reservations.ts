import type { TokenRatelimit } from "@sluice/definition/policies/token-ratelimit";
import type { PolicyCall } from "../policy-call.ts";
import { type AnswerBound, answerBound } from "./answer-bound.ts";
import { LearnedAmounts } from "./learned-amounts.ts";
import { countPrompt, promptBound } from "./prompt-tokens.ts";
import { RecentAnswers } from "./recent-answers.ts";
import { type TokenLimit, type Tokens, weighed } from "./token-claims.ts";

/** What is set aside for one call. */
export interface Reservation {
  readonly consumer: string;
  /** It cannot be made smaller by counting the prompt. */
  readonly exact: boolean;
  /** It is what the call may truly take, and stands where the truth is not known. */
  readonly stands: boolean;
  amountOf(limit: TokenLimit): number;
  /** Makes the call keep to it. True when that changed the call. */
  bind(): boolean;
}

export interface Asked {
  readonly call: PolicyCall;
  readonly limits: readonly TokenLimit[];
  readonly weight: number;
  readonly model: string;
  /** For whom is counted; worked out when it is needed. */
  readonly consumer: () => string;
}

/** The longest answer that is set aside where nobody limits it and no ceiling is set: what most models' answers keep to. */
const USUAL_CEILING = 4_096;

/** How much to set aside, by the step's strategy. */
export class Reservations {
  readonly strategy: "FULL" | "NONE" | "FIXED" | "ADAPTIVE";
  readonly #configuration: TokenRatelimit;
  readonly #recent = new RecentAnswers();
  readonly #learned = new LearnedAmounts();

  constructor(configuration: TokenRatelimit) {
    this.#configuration = configuration;
    this.strategy = configuration.rate.reservationStrategy ?? "FULL";
  }

  /** Without counting the prompt. Null where that would be more than a limit: the prompt has to be counted. */
  quick(asked: Asked): Reservation | null {
    if (this.strategy === "FULL") return this.#full(asked, { input: promptBound(asked.call), exact: false });
    const { reservationAmount, reservationCeiling } = this.#configuration.rate;
    if (this.strategy === "NONE") return plain("", 0);
    const consumer = asked.consumer();
    if (this.strategy === "FIXED") return plain(consumer, reservationAmount);
    const ceiling = reservationCeiling > 0 ? reservationCeiling : Number.POSITIVE_INFINITY;
    return plain(consumer, this.#learned.expect(consumer, { initial: reservationAmount, ceiling }));
  }

  /** With the prompt counted. Null where it is more than a limit, or than the room that is left. */
  async counted(asked: Asked, room: number): Promise<Reservation | null> {
    const most = Math.min(room, ...asked.limits.filter(({ of }) => of !== "output").map(({ limit }) => limit));
    const inTokens = Number.isFinite(most) ? Math.floor(most / asked.weight) : Number.MAX_SAFE_INTEGER;
    const input = await countPrompt(asked.call, inTokens);
    return input > inTokens ? null : this.#full(asked, { input, exact: true });
  }

  note({
    model,
    consumer,
    used,
    weight,
  }: {
    readonly model: string;
    readonly consumer: string;
    readonly used: Tokens;
    readonly weight: number;
  }): void {
    if (this.strategy === "FULL") this.#recent.note(model, used.output);
    else if (this.strategy === "ADAPTIVE") this.#learned.note(consumer, weighed("total", used, weight));
  }

  #full({ call, limits, weight, model }: Asked, { input, exact }: { readonly input: number; readonly exact: boolean }): Reservation | null {
    const { boundAnswers, dryRun, rate } = this.#configuration;
    const answer = answerBound(call);
    const wanted = answer === null ? 0 : (answer.asked ?? Math.min(rate.reservationCeiling || USUAL_CEILING, this.#recent.expect(model)));
    const room = roomForAnswer(limits, { input, weight });
    const output = Math.min(Math.max(wanted, answer?.least ?? 0), room);
    if (output < (answer?.least ?? 0) || (!exact && output < wanted)) return null;
    return {
      consumer: "",
      exact,
      stands: true,
      amountOf: ({ of }) => weighed(of, { input, output }, weight),
      bind: () => boundAnswers && !dryRun && mustBind(answer, output) && (answer?.lower(output) ?? false),
    };
  }
}

/** What the limits leave for an answer; below 0 where the prompt is too long already. */
function roomForAnswer(limits: readonly TokenLimit[], { input, weight }: { readonly input: number; readonly weight: number }): number {
  const rooms = limits.map(({ of, limit }) => {
    const tokens = Math.floor(limit / weight);
    if (of === "output") return tokens;
    if (of === "total") return tokens - input;
    return input <= tokens ? Number.POSITIVE_INFINITY : -1;
  });
  return Math.min(...rooms);
}

function mustBind(answer: AnswerBound | null, output: number): boolean {
  return answer !== null && (!answer.isSaid || (answer.asked ?? 0) > output);
}

/** Never more than the limit, as in Gravitee. */
function plain(consumer: string, amount: number): Reservation {
  return {
    consumer,
    exact: true,
    stands: amount > 0,
    amountOf: ({ limit }) => Math.min(limit, amount),
    bind: () => false,
  };
}
