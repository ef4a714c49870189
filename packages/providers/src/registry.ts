import { PROVIDERS, type Provider } from "@sluice/definition/provider";
import type { ProviderAdapter, ProviderConfiguration, ProviderProblem } from "./adapter.ts";
import { resolveOpenAiTarget } from "./openai/resolve-target.ts";

/** How each provider is spoken to. A provider without its own row here would not compile. */
export const ADAPTERS: Readonly<Record<Provider, ProviderAdapter>> = {
  OPEN_AI: { speaksOpenAi: true, resolveTarget: resolveOpenAiTarget },
  OPEN_AI_COMPATIBLE: { speaksOpenAi: true, resolveTarget: resolveOpenAiTarget },
  GEMINI: notYet("GEMINI"),
  BEDROCK: notYet("BEDROCK"),
  ANTHROPIC: notYet("ANTHROPIC"),
  AZURE_OPEN_AI: notYet("AZURE_OPEN_AI"),
  VERTEX_AI: notYet("VERTEX_AI"),
};

/** Known to definitions but not to this version: deploying one is refused by its name, never served wrongly. */
function notYet(provider: Provider): ProviderAdapter {
  const { label, speaksOpenAi } = PROVIDERS[provider];
  const problem: ProviderProblem = { field: "provider", problem: `${label} is not supported by this version of the gateway yet.` };
  return { speaksOpenAi, resolveTarget: (_: ProviderConfiguration) => problem };
}
