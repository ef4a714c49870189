import type { UsageRecord } from "./usage-record.ts";

/** What must not be seen before the record of its request is kept. */
export interface Ending {
  finish(): void;
}

/** Takes what became of a request, and never waits or throws. */
export interface UsageSink {
  /** Kept when this returns, or, with an `ending`, once that is told to finish: before this turn of the event loop is over. */
  record(record: UsageRecord, ending?: Ending): void;
  /**
   * The caller has left. Before `record`, while his provider is listened to: this much is known, should that never come. After it: this is
   * the last word. Of one request the row that is kept is the later one, and it is counted once, when it is recorded.
   */
  amend(record: UsageRecord): void;
}
