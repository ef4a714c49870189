/** What a limit is for: any stretch of time of that length, or one part of the calendar. Milliseconds; a part's end is not in it. */
export type Window =
  | { readonly type: "rolling"; readonly lengthMs: number }
  | { readonly type: "part"; readonly startMs: number; readonly endMs: number };

/** An amount that is to fit into what a counter has left. Amounts and limits are whole numbers. */
export interface Claim {
  /** Tells counters apart; a part of the calendar has a counter of its own under the same key. */
  readonly key: string;
  readonly amount: number;
  readonly limit: number;
  readonly window: Window;
}

/** What a counter has left (below 0 where more was used than was set aside), and by when everything that counts now will have left it. */
export interface Standing {
  readonly remaining: number;
  readonly resetMs: number;
}

/** Amounts that are set aside until they are settled. One that never is counts in full from the moment it expires. */
export interface Lease {
  readonly id: string;
  readonly claims: readonly Claim[];
}

export interface Grant {
  readonly granted: true;
  readonly lease: Lease;
  /** After the grant, one for each claim. */
  readonly standings: readonly Standing[];
}

export interface Refusal {
  readonly granted: false;
  /** Which claim did not fit: the first of them. */
  readonly at: number;
  readonly standing: Standing;
  /** When it will fit if nothing else is asked; null where it never can, because it is more than the limit. */
  readonly retryAtMs: number | null;
}

/** `held` is set aside until it is settled, `spent` is used at once and needs no settlement. */
export type Use = "held" | "spent";

/** Where something is counted or had to be waited for: memory answers at once, Redis later. */
export type Soon<Value> = Value | Promise<Value>;

/**
 * Counters that outlive deployments. All claims of one call are granted or none; a claim of 0 needs room for 1.
 * What is thrown or rejected is trouble with the store itself.
 */
export interface CounterStore {
  /** The store's own clock: the same for all who share it. */
  nowMs(): number;
  reserve(claims: readonly Claim[], use?: Use): Soon<Grant | Refusal>;
  /** Replaces what was set aside by the truth: one amount for each claim. Once: what comes later changes nothing. Never throws. */
  settle(lease: Lease, actual: readonly number[]): void;
  peek(claims: readonly Claim[]): Soon<readonly Standing[]>;
}
