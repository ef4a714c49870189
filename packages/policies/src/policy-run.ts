import { type BoundStep, holds } from "./bind-step.ts";
import type { Outcome, TextFilter, Verdict } from "./policy.ts";
import type { PolicyChain } from "./policy-chain.ts";
import type { PolicyContext } from "./policy-context.ts";
import type { Reply } from "./reply.ts";

/** One request's way through its chain: on the way in, on the way back, and once at the end. */
export class PolicyRun<Context extends PolicyContext = PolicyContext> {
  readonly context: Context;
  readonly #request: readonly BoundStep[];
  /** On the way back the API's own come before the plan's, as in Gravitee. */
  readonly #response: readonly BoundStep[];
  /** Steps that have seen the request: they are told how it ended. */
  readonly #engaged: BoundStep[] = [];
  readonly #onFault: (error: unknown) => void;
  #answering = false;
  #settled = false;

  /** `onFault` hears of a step that fails when it is told of the end. */
  constructor(flows: PolicyChain["flows"], context: Context, onFault: (error: unknown) => void) {
    this.context = context;
    this.#onFault = onFault;
    const taken = flows.filter((flow) => flow.takes(context));
    this.#request = taken.flatMap((flow) => flow.request);
    this.#response = taken.toReversed().flatMap((flow) => flow.response);
  }

  /** Runs the request lane until a step refuses or answers. Waits only where a step has to. */
  onRequest(): Verdict | Promise<Verdict> {
    return this.#from(0);
  }

  #from(start: number): Verdict | Promise<Verdict> {
    for (let at = start; at < this.#request.length; at++) {
      const step = this.#request[at];
      if (!step || !holds(step.condition, this.context)) continue;
      const uncovered = step.uncovered?.(this.context) ?? null;
      if (uncovered !== null) return uncovered;
      this.#engaged.push(step);
      const verdict = step.policy.onRequest?.(this.context) ?? null;
      if (verdict instanceof Promise) return this.#after(verdict, at);
      if (verdict !== null) return verdict;
    }
    return null;
  }

  async #after(pending: Promise<Verdict>, at: number): Promise<Verdict> {
    const verdict = await pending;
    // A caller who left meanwhile has been settled: a step that began now would never hear the end.
    return verdict ?? (this.#settled ? null : this.#from(at + 1));
  }

  /** A good answer begins: the response lane joins in. Once; later calls change nothing. */
  onResponse(): void {
    if (this.#answering) return;
    this.#answering = true;
    for (const step of this.#response) if (holds(step.condition, this.context)) this.#engaged.push(step);
    for (const { policy } of this.#engaged) policy.onResponse?.(this.context);
  }

  /** Filters of the answer's texts, in the order in which they look at it; empty when nobody does. */
  filters(): readonly TextFilter[] {
    return this.#engaged.flatMap(({ policy }) => {
      const filter = policy.filterAnswer?.(this.context) ?? null;
      return filter === null ? [] : [filter];
    });
  }

  /** Whether anybody wants to keep the whole answer. */
  get keepsAnswer(): boolean {
    return this.#engaged.some(({ policy }) => policy.onAnswered !== undefined);
  }

  onAnswered(answer: Reply): void {
    for (const { policy } of this.#engaged) policy.onAnswered?.(this.context, answer);
  }

  /** Once; later calls change nothing. Never throws: one step that fails leaves no other one with what it had reserved. */
  settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    for (const { policy } of this.#engaged) {
      try {
        policy.onSettled?.(this.context, outcome);
      } catch (error) {
        this.#onFault(error);
      }
    }
  }
}
