import type { UsageRecord } from "./usage-record.ts";

/** What must not be seen before the record of its request is kept. */
export interface Ending {
  finish(): void;
}

/** Takes what became of a request, and never waits or throws. */
export interface UsageSink {
  /** Kept when this returns, or, with an `ending`, once that is told to finish: before this turn of the event loop is over. */
  record(record: UsageRecord, ending?: Ending): void;
  /** What is known of a caller who has left while his provider is listened to: kept in case that `record`, which follows, never comes. */
  hold(record: UsageRecord): void;
  /** The caller had left before the end of what was recorded: this is the last word on that request. */
  correct(record: UsageRecord): void;
}
