import { targetProblem } from "@sluice/definition/endpoint";
import { PROVIDERS } from "@sluice/definition/provider";
import type { ProviderAddress, ProviderConfiguration, ProviderProblem } from "../adapter.ts";

/** Where system instructions, tools and JSON schemas are known; `/v1` of Google's own knows none of them. */
const USUAL_VERSION = "/v1beta";

/**
 * Where calls to Gemini, or to something that speaks like it, go. An address without a version at its end gets `/v1beta`.
 * People also copy the address of Google's OpenAI-compatible door: its `/openai` is left out.
 */
export function resolveGeminiTarget({ target: given, authentication }: ProviderConfiguration): ProviderAddress | ProviderProblem {
  const target = given || PROVIDERS.GEMINI.target;
  const problem = targetProblem(target);
  if (problem) return { field: "target", problem };
  if (authentication.type !== "API_KEY")
    return { field: "authentication.type", problem: `Gemini takes an API key, not ${authentication.type}.` };
  const url = new URL(target);
  const path = url.pathname.replace(/\/+$/, "").replace(/(\/v\d[a-z0-9]*)\/openai$/, "$1");
  // In a header and never in the URL: addresses end up in logs.
  const headers = authentication.value === "" ? [] : ["x-goog-api-key", authentication.value];
  return { origin: url.origin, basePath: /\/v\d[a-z0-9]*$/.test(path) ? path : path + USUAL_VERSION, headers };
}
