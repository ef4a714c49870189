import { targetProblem } from "@sluice/definition/endpoint";
import type { ProviderAddress, ProviderConfiguration, ProviderProblem } from "../adapter.ts";

/** Azure's paths that are OpenAI's own, without an `api-version` (https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle). */
const V1 = "/openai/v1";

/** Where calls to Azure OpenAI go. A resource's address without a path, or with `/openai`, gets the v1 path; one that ends in it keeps it. */
export function resolveAzureTarget({ target, authentication }: ProviderConfiguration): ProviderAddress | ProviderProblem {
  if (!target) return { field: "target", problem: "Azure OpenAI has no address of its own: the provider URL is required." };
  const problem = targetProblem(target);
  if (problem) return { field: "target", problem };
  const headers = keyHeaders(authentication);
  if ("problem" in headers) return headers;
  const url = new URL(target);
  const path = url.pathname.replace(/\/+$/, "").replace(/\/openai(?:\/v1)?$/, "");
  return { origin: url.origin, basePath: path.endsWith("/v1") ? path : `${path}${V1}`, headers: headers.headers };
}

function keyHeaders(authentication: ProviderConfiguration["authentication"]): { readonly headers: readonly string[] } | ProviderProblem {
  if (authentication.type === "API_KEY") return { headers: authentication.value === "" ? [] : ["api-key", authentication.value] };
  if (authentication.type === "BEARER")
    return { headers: authentication.bearer === "" ? [] : ["authorization", `Bearer ${authentication.bearer}`] };
  return { field: "authentication.type", problem: `Azure OpenAI takes an API key or a bearer, not ${authentication.type}.` };
}
