import { z } from "zod";

/** Longer than any provider thinks before it speaks. */
export const LONGEST_DRAIN_SECONDS = 600;
/** The longest answer of any model today is an eighth of it. */
export const MOST_DRAIN_TOKENS = 1_000_000;
const SECONDS = `Reading on takes between 1 and ${LONGEST_DRAIN_SECONDS} whole seconds.`;
const TOKENS = `Reading on takes between 1 and ${MOST_DRAIN_TOKENS.toLocaleString("en")} whole tokens.`;

/**
 * What becomes of a call whose caller leaves before its answer has ended. The provider is paid for what it has said by then, and counts it only
 * at the end: ABORT stops it and estimates, DRAIN reads on to the count, up to both bounds.
 */
export const clientDisconnectSchema = z.strictObject({
  policy: z.enum(["ABORT", "DRAIN"]).default("ABORT").meta({
    description: "Stop the provider and estimate the tokens, or read on until it has counted them",
  }),
  drainSeconds: z
    .int(SECONDS)
    .min(1, SECONDS)
    .max(LONGEST_DRAIN_SECONDS, SECONDS)
    .default(30)
    .meta({ description: "DRAIN: the longest to read on" }),
  drainTokens: z
    .int(TOKENS)
    .min(1, TOKENS)
    .max(MOST_DRAIN_TOKENS, TOKENS)
    .default(4_096)
    .meta({ description: "DRAIN: the most tokens to read on" }),
});

export type ClientDisconnect = z.output<typeof clientDisconnectSchema>;
