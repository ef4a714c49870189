import { targetProblem } from "@sluice/definition/endpoint";
import { PROVIDERS } from "@sluice/definition/provider";
import type { ProviderAddress, ProviderConfiguration, ProviderProblem } from "../adapter.ts";
import { authenticationHeaders } from "./authentication-headers.ts";

/**
 * Where calls to OpenAI, or to something that speaks like it, go.
 *
 * OPEN_AI: an address without a version at its end gets `/v1`, because people copy it both ways (`https://api.openai.com`
 * and `https://api.openai.com/v1`) and both mean the same.
 * OPEN_AI_COMPATIBLE: a path is taken as it is (`/api/paas/v4`, `/openai`): only its owner knows it. An address without any
 * path gets `/v1`, where such servers (vLLM, Ollama, LM Studio …) answer.
 */
export function resolveOpenAiTarget(configuration: ProviderConfiguration): ProviderAddress | ProviderProblem {
  const { label, target: usual } = PROVIDERS[configuration.provider];
  const target = configuration.target || usual;
  if (!target) return { field: "target", problem: `${label} has no address of its own: the provider URL is required.` };
  const problem = targetProblem(target);
  if (problem) return { field: "target", problem };
  const headers = authenticationHeaders(configuration.authentication);
  if ("problem" in headers) return headers;
  const url = new URL(target);
  return {
    origin: url.origin,
    basePath: basePath(url.pathname.replace(/\/+$/, ""), configuration.provider === "OPEN_AI"),
    headers: headers.headers,
  };
}

function basePath(path: string, versioned: boolean): string {
  if (path === "") return "/v1";
  return versioned && !/\/v\d[a-z0-9]*$/.test(path) ? `${path}/v1` : path;
}
