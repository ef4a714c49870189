import { targetProblem } from "@sluice/definition/endpoint";
import { PROVIDERS } from "@sluice/definition/provider";
import type { ProviderAddress, ProviderConfiguration, ProviderProblem } from "../adapter.ts";

/** The only version of the wire that Anthropic has (https://platform.claude.com/docs/en/api/versioning). */
export const ANTHROPIC_VERSION = "2023-06-01";

/** Where calls to Anthropic, or to something that speaks like it, go. Paths begin with `/v1`: an address that ends in it loses it. */
export function resolveAnthropicTarget({ target: given, authentication }: ProviderConfiguration): ProviderAddress | ProviderProblem {
  const target = given || PROVIDERS.ANTHROPIC.target;
  const problem = targetProblem(target);
  if (problem) return { field: "target", problem };
  if (authentication.type !== "API_KEY")
    return { field: "authentication.type", problem: `Anthropic takes an API key, not ${authentication.type}.` };
  const url = new URL(target);
  const basePath = url.pathname.replace(/\/+$/, "").replace(/\/v1(?:\/messages)?$/, "");
  const key = authentication.value === "" ? [] : ["x-api-key", authentication.value];
  return { origin: url.origin, basePath, headers: [...key, "anthropic-version", ANTHROPIC_VERSION] };
}
