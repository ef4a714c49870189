import type { Target } from "../runtime/compiled-api.ts";
import { SECRET, target } from "./start-test-gateway.ts";

/** Targets that speak another wire than OpenAI's, with a model of theirs under the name that test APIs give it. */
export function claude(origin: string, change: Partial<Target> = {}): Target {
  return target(origin, {
    provider: "ANTHROPIC",
    speaksOpenAi: false,
    basePath: "",
    headers: ["x-api-key", SECRET, "anthropic-version", "2023-06-01"],
    model: { name: "claude-sonnet-4-5", inputPrice: 3, outputPrice: 15, aliases: [], parametersOverride: {} },
    ...change,
  });
}

export function gemini(origin: string): Target {
  return target(origin, {
    provider: "GEMINI",
    speaksOpenAi: false,
    basePath: "/v1beta",
    headers: ["x-goog-api-key", SECRET],
    model: { name: "gemini-2.5-flash", inputPrice: 1, outputPrice: 2, aliases: [], parametersOverride: {} },
  });
}
