import type { Window } from "./counter-store.ts";

/**
 * A rolling window frees amounts in steps of this part of its length: a counter holds at most that many sums, however much is counted,
 * and frees an amount at most that much late, never early.
 */
export const STEPS_PER_WINDOW = 120;

/** How fine a rolling window of this length frees amounts. */
export function stepOf(lengthMs: number): number {
  return Math.max(1, Math.ceil(lengthMs / STEPS_PER_WINDOW));
}

interface OpenAmount {
  readonly amount: number;
  readonly expiresMs: number;
}

/** One counter as a line of a file. */
export interface CounterState {
  readonly window: Window;
  /** Sums by the step with whose begin they are freed. */
  readonly sums: readonly (readonly [step: number, amount: number])[];
  readonly kept: number;
  readonly open: number;
}

/**
 * One counter in memory. An amount counts from its grant until its settlement in full, and from then on, as it truly was, for the
 * length of the window: so that no window of that length holds more than was granted at once, wherever it begins, and whether one
 * counts at the grant, at the settlement, or at any moment between them at which the provider may have counted.
 */
export class Counter {
  readonly window: Window;
  readonly #stepMs: number;
  readonly #sums = new Map<number, number>();
  readonly #open = new Map<string, OpenAmount>();
  #total = 0;
  /** Before this nothing is freed. */
  #freesNextMs = Number.POSITIVE_INFINITY;
  /** What was counted elsewhere, as far as it is known. */
  #elsewhere = { amount: 0, untilMs: 0 };

  constructor(window: Window, state?: CounterState) {
    this.window = window;
    this.#stepMs = window.type === "rolling" ? stepOf(window.lengthMs) : 1;
    if (!state) return;
    this.#total = state.kept;
    for (const [step, amount] of state.sums) {
      this.#total += amount;
      this.#sumUp(step, amount);
    }
  }

  used(nowMs: number): number {
    this.#tidy(nowMs);
    return this.#total + (this.#elsewhere.untilMs > nowMs ? this.#elsewhere.amount : 0);
  }

  /** Used and no longer changing: what is open is left out. */
  settled(nowMs: number): number {
    this.#tidy(nowMs);
    return this.#total - this.#openSum();
  }

  open(id: string, amount: number, expiresMs: number): void {
    this.#open.set(id, { amount, expiresMs });
    this.#total += amount;
  }

  /** False where this lease is not open: it was settled, or has expired. */
  settle(id: string, actual: number, nowMs: number): boolean {
    this.#tidy(nowMs);
    const open = this.#open.get(id);
    if (!open) return false;
    this.#open.delete(id);
    this.#total -= open.amount;
    this.add(actual, nowMs);
    return true;
  }

  add(amount: number, nowMs: number): void {
    if (amount === 0) return;
    this.#total += amount;
    this.#keep(amount, nowMs);
  }

  knowElsewhere(amount: number, untilMs: number): void {
    this.#elsewhere = { amount, untilMs };
  }

  /** By when all that counts now will have left. */
  resetMs(nowMs: number): number {
    return this.window.type === "part" ? this.window.endMs : nowMs + this.window.lengthMs;
  }

  /** When so much will have been freed: at the latest when all will. What is open may come back at any time, and is not reckoned with. */
  freedAtMs(needed: number, nowMs: number): number {
    if (this.window.type === "part") return this.window.endMs;
    let freed = 0;
    for (const [step, amount] of [...this.#sums].sort(([a], [b]) => a - b)) {
      freed += amount;
      if (freed >= needed) return step * this.#stepMs;
    }
    return this.resetMs(nowMs);
  }

  /** Nothing is counted any more. */
  isEmpty(nowMs: number): boolean {
    if (this.window.type === "part") return this.window.endMs <= nowMs;
    return this.used(nowMs) === 0 && this.#open.size === 0;
  }

  /** What is open counts as used in what is kept: nobody will come to settle it. */
  state(nowMs: number): CounterState {
    this.#tidy(nowMs);
    const open = this.#openSum();
    const sums = [...this.#sums];
    const kept = this.window.type === "part" ? this.#total - open : 0;
    return { window: this.window, sums, kept, open };
  }

  #openSum(): number {
    let sum = 0;
    for (const { amount } of this.#open.values()) sum += amount;
    return sum;
  }

  /** Every lease of one store lives equally long: the oldest come first. */
  #tidy(nowMs: number): void {
    for (const [id, { amount, expiresMs }] of this.#open) {
      if (expiresMs > nowMs) break;
      this.#open.delete(id);
      this.#keep(amount, expiresMs);
    }
    if (this.#freesNextMs > nowMs) return;
    this.#freesNextMs = Number.POSITIVE_INFINITY;
    for (const [step, amount] of this.#sums) {
      const freedMs = step * this.#stepMs;
      if (freedMs > nowMs) {
        this.#freesNextMs = Math.min(this.#freesNextMs, freedMs);
        continue;
      }
      this.#sums.delete(step);
      this.#total -= amount;
    }
  }

  /** Frees an amount that is counted already, one window after it was used. */
  #keep(amount: number, usedMs: number): void {
    if (this.window.type === "part") return;
    this.#sumUp(Math.ceil((usedMs + this.window.lengthMs) / this.#stepMs), amount);
  }

  #sumUp(step: number, amount: number): void {
    this.#sums.set(step, (this.#sums.get(step) ?? 0) + amount);
    this.#freesNextMs = Math.min(this.#freesNextMs, step * this.#stepMs);
  }
}
