import type { LlmJudge } from "@sluice/definition/resource-kinds/llm-judge";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { createLlmJudge } from "@sluice/policies/resources/create-llm-judge";
import { rememberVerdicts } from "@sluice/policies/resources/remember-verdicts";
import { compileEndpoint } from "../../runtime/compile-endpoint.ts";
import { CompileProblem } from "../../runtime/compile-problem.ts";
import type { Target } from "../../runtime/compiled-api.ts";
import { parseDeployed } from "../../runtime/parse-deployed.ts";
import type { BuiltResource } from "./built-resource.ts";
import { askService, serviceTarget } from "./remote-service.ts";
import type { ResourceSources } from "./resource-sources.ts";

export function buildJudge(configuration: LlmJudge, sources: ResourceSources): BuiltResource | PolicyProblem {
  const { endpoint, target: address, authentication, timeoutMs } = configuration;
  const target = endpoint
    ? endpointTarget(endpoint, sources)
    : serviceTarget({ provider: "OPEN_AI_COMPATIBLE", target: address ?? "", authentication }, sources);
  if (target instanceof PolicyProblem) return target;
  return { resource: rememberVerdicts(createLlmJudge(configuration, askService(target, timeoutMs, sources))) };
}

/** An endpoint of the same API, by its own name or its group's. */
function endpointTarget(name: string, sources: ResourceSources): Target | PolicyProblem {
  const parsed = parseDeployed(sources.definition);
  if (parsed instanceof CompileProblem) return new PolicyProblem(parsed.reason, "endpoint");
  for (const [groupAt, group] of parsed.definition.endpointGroups.entries()) {
    const at = group.endpoints.findIndex((endpoint, index) => endpoint.name === name || (group.name === name && index === 0));
    const endpoint = group.endpoints[at];
    if (!endpoint) continue;
    const compiled = compileEndpoint({ group, endpoint, path: `endpointGroups.${groupAt}.endpoints.${at}` }, sources);
    if (compiled instanceof CompileProblem) return new PolicyProblem(compiled.reason, "endpoint");
    if (compiled.target.speaksOpenAi) return compiled.target;
    return new PolicyProblem(`The endpoint ${name} does not speak OpenAI's language: give the judge an address of its own.`, "endpoint");
  }
  return new PolicyProblem(`This API has no endpoint ${name}.`, "endpoint");
}
