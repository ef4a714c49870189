import type { ApiResource } from "@sluice/definition/resources";
import { typedNumber } from "../../lib/typed-number.ts";

/** An API's failover while it is edited. */
export interface FailoverDraft {
  readonly enabled: boolean;
  /** As typed. */
  readonly maxRetries: string;
}

export function toFailoverDraft({ enabled, maxRetries }: ApiResource["failover"]): FailoverDraft {
  return { enabled, maxRetries: String(maxRetries) };
}

/** Never refuses: what is wrong comes out as typed, for the schema to name it. */
export function fromFailoverDraft({ enabled, maxRetries }: FailoverDraft): Record<string, unknown> {
  return { enabled, maxRetries: typedNumber(maxRetries) };
}
