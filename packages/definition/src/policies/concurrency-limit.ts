import { z } from "zod";
import { dryRunField, heldStrategyField, keyFields } from "./limit-fields.ts";
import type { PolicyKind } from "./policy-kind.ts";

/** More calls at once than any gateway holds. */
const MOST_AT_ONCE = 1_000_000;

export const concurrencyLimitSchema = z.strictObject({
  maximum: z.int().min(1).max(MOST_AT_ONCE).meta({ description: "Calls that may run at once; further ones are refused, none waits" }),
  ...keyFields,
  strategy: heldStrategyField.default("FALLBACK_PASS_THROUGH"),
  dryRun: dryRunField,
});

export const concurrencyLimit = {
  id: "concurrency-limit",
  title: "Concurrency limit",
  description: "Limits the calls that run at once, for each subscription or by a key.",
  phases: ["request"],
  configuration: concurrencyLimitSchema,
} as const satisfies PolicyKind;

export type ConcurrencyLimit = z.output<typeof concurrencyLimitSchema>;
