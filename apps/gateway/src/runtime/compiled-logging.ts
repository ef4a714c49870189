import type { WholeLogging } from "@sluice/definition/logging";
import type { Expression } from "@sluice/expression/expression";

/** Which contents of an API's requests are kept. */
export interface CompiledLogging extends Omit<WholeLogging, "condition"> {
  /** Null: always. Asked when the request is over. */
  readonly condition: Expression<boolean> | null;
  /** Lower case: headers in which its plans take keys, beside the usual ones. */
  readonly keyHeaders: readonly string[];
  /** A policy takes personal data out of texts: only what has passed it may be kept. */
  readonly masksPersonalData: boolean;
}
