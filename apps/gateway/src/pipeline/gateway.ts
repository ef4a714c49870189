import type { BlockList } from "node:net";
import type { Contents } from "../contents/content-capture.ts";
import type { Log } from "../log.ts";
import type { UsageSink } from "../metering/usage-sink.ts";
import type { Telemetry } from "../telemetry/start-telemetry.ts";
import type { Authoriser } from "../upstream/authoriser.ts";
import type { Pools } from "../upstream/pools.ts";
import type { Gatekeeping } from "./gatekeeping.ts";

/** Bounds of what is held in memory for one request, in bytes. */
export interface Limits {
  readonly requestBytes: number;
  readonly answerBytes: number;
}

export const DEFAULT_LIMITS: Limits = {
  // A dozen photographs or a long book. Providers themselves stop between 20 and 50 MB.
  requestBytes: 16 << 20,
  // Images come back as base64, vectors as text; a hundred requests of this size still fit a gigabyte or six.
  answerBytes: 64 << 20,
};

/** What serves a request: nothing global, everything given. */
export interface Gateway extends Gatekeeping {
  /** False while nothing is known yet of what to serve: a caller is told to come back, not that he is unknown. */
  readonly ready: () => boolean;
  readonly pools: Pools;
  readonly authoriser: Authoriser;
  readonly reporter: UsageSink;
  readonly contents: Contents;
  /** Null where nobody is told. */
  readonly telemetry: Pick<Telemetry, "begin"> | null;
  /** False: calls would leave no trace, and whoever runs the gateway wants none that do not. */
  readonly accounts: () => boolean;
  readonly limits: Limits;
  /** Who may say for whom they call. */
  readonly trustedProxies: BlockList;
  /** Where the console's pages are: its playground calls every API. */
  readonly consoleOrigins: readonly string[];
  readonly log: Log;
}
