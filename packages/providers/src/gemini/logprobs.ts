import { isObject } from "@sluice/definition/json";
import type { ChoiceLogprobs, TokenLogprob } from "@sluice/wire/chat";

/** A candidate's `logprobsResult` as OpenAI says it; null when there is none. */
export function readLogprobs(result: unknown): ChoiceLogprobs | null {
  if (!isObject(result) || !Array.isArray(result["chosenCandidates"])) return null;
  const top = Array.isArray(result["topCandidates"]) ? (result["topCandidates"] as unknown[]) : [];
  const content = (result["chosenCandidates"] as unknown[]).map((chosen, index) => ({
    ...tokenOf(chosen),
    top_logprobs: candidatesOf(top[index]),
  }));
  return { content, refusal: null };
}

function candidatesOf(step: unknown): TokenLogprob[] {
  return isObject(step) && Array.isArray(step["candidates"]) ? (step["candidates"] as unknown[]).map(tokenOf) : [];
}

/** Google leaves zeros out, and log probability 0 is certainty. */
function tokenOf(value: unknown): TokenLogprob {
  const { token, logProbability } = isObject(value) ? value : {};
  const text = typeof token === "string" ? token : "";
  return { token: text, logprob: typeof logProbability === "number" ? logProbability : 0, bytes: [...Buffer.from(text, "utf8")] };
}
