import { hash } from "node:crypto";
import { BoundedMap } from "@sluice/policies/bounded-map";
import type { JwtPlan } from "../../runtime/compiled-plan.ts";

/** Verified tokens kept of one plan. The oldest goes first; it costs one more verification. */
const MOST_KEPT = 10_000;
/** A key that its issuer has taken back must not live on in what it has signed once. */
const LONGEST_KEPT_MS = 60_000;

export type Claims = Readonly<Record<string, unknown>>;

interface Kept {
  readonly claims: Claims;
  readonly untilMs: number;
}

/** Tokens whose signatures have been verified a moment ago, by their SHA-256: verifying costs ten times as much as hashing. */
export class VerifiedTokens {
  readonly #nowMs: () => number;
  /** By plan, for as long as its deployment is served. */
  readonly #plans = new WeakMap<JwtPlan, BoundedMap<string, Kept>>();

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  get(plan: JwtPlan, token: string): Claims | null {
    const kept = this.#plans.get(plan)?.get(hash("sha256", token, "hex"));
    return kept && this.#nowMs() < kept.untilMs ? kept.claims : null;
  }

  /** `claims.exp` is in seconds. */
  keep(plan: JwtPlan, token: string, claims: Claims): void {
    const known = this.#plans.get(plan) ?? new BoundedMap<string, Kept>(MOST_KEPT);
    this.#plans.set(plan, known);
    const endMs = typeof claims["exp"] === "number" ? claims["exp"] * 1_000 : 0;
    known.set(hash("sha256", token, "hex"), { claims, untilMs: Math.min(endMs, this.#nowMs() + LONGEST_KEPT_MS) });
  }
}
