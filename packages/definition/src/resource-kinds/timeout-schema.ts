import { z } from "zod";

const SHORTEST_MS = 100;
const LONGEST_MS = 60_000;

/** How long a service may take that is asked while a caller waits. */
export function timeoutSchema(usualMs: number) {
  return z
    .int()
    .min(SHORTEST_MS)
    .max(LONGEST_MS)
    .default(usualMs)
    .meta({ description: "Milliseconds until the service counts as failed; the policy's failure policy decides then" });
}
