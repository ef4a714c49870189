import { splitStops as splitBlank } from "../anthropic/stop-sequences.ts";
import type { BedrockFeatures } from "./model-features.ts";

/** OpenAI's bound, and that of most of Bedrock's models. */
const MOST_STOPS = 4;

/** Those beyond the fourth, and for Claude those of white space alone, are applied to the answer here instead. */
export function splitStops(
  stop: readonly string[],
  { claude }: BedrockFeatures,
): { readonly sent: readonly string[]; readonly applied: readonly string[] } {
  const { sent, applied } = claude === null ? { sent: stop, applied: [] } : splitBlank(stop);
  return { sent: sent.slice(0, MOST_STOPS), applied: [...applied, ...sent.slice(MOST_STOPS)] };
}
