import type { Denial } from "@sluice/wire/denial";
import type { Exchange } from "./exchange.ts";
import type { Call } from "./read-call.ts";

/** What every way of relaying an answer needs. */
export interface Relay {
  readonly exchange: Exchange;
  readonly call: Call;
  /** The provider's. */
  readonly status: number;
  /** Stops the provider. */
  readonly stop: () => void;
  /** To be told of a failure while nothing has reached the caller: another endpoint may be tried. */
  readonly onFailure: (denial: Denial) => void;
}
