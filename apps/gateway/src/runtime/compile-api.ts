import type { ApiDefinition } from "@sluice/definition/api";
import type { Plan } from "@sluice/definition/plan";
import type { PolicySources } from "@sluice/policies/create-policy";
import { compileChains } from "@sluice/policies/policy-chain";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { type CompiledEndpoint, compileEndpoint } from "./compile-endpoint.ts";
import { compilePatterns } from "./compile-patterns.ts";
import { CompileProblem } from "./compile-problem.ts";
import { type CompiledGroup, compileRoutes } from "./compile-routes.ts";
import type { CompiledApi, CompiledPlan } from "./compiled-api.ts";
import { listModels } from "./model-list.ts";
import { parseDeployed } from "./parse-deployed.ts";
import type { SecretSources } from "./resolve-secret.ts";

/** A deployment's row. */
export interface DeployedApi {
  readonly apiId: string;
  readonly revision: number;
  readonly createdAtMs: number;
  /** The definition as stored: plans with their ids, secrets sealed. Not trusted to be valid. */
  readonly definition: unknown;
}

export interface CompileSources extends SecretSources {
  /** [0, 1); for random load balancers. */
  readonly random: () => number;
  readonly policies: PolicySources;
}

/** A deployed definition, ready to serve, or the first reason why it cannot be. Reads nothing but what it is given. */
export function compileApi(deployed: DeployedApi, sources: CompileSources): CompiledApi | CompileProblem {
  const parsed = parseDeployed(deployed.definition);
  if (parsed instanceof CompileProblem) return parsed;
  const { definition, planIds } = parsed;
  const chains = compileChains({ apiId: deployed.apiId, definition, planIds }, sources.policies);
  if (chains instanceof PolicyProblem) return new CompileProblem(chains.message, chains.path);
  const groups = compileGroups(definition, sources);
  if (groups instanceof CompileProblem) return groups;
  const [listener] = definition.listeners;
  const { enforceUsage = true, injectTokenHeaders = false } = listener?.entrypoints[0]?.configuration ?? {};
  const targets = groups.flatMap(({ endpoints }) => endpoints.map(({ target }) => target));
  return {
    id: deployed.apiId,
    name: definition.name,
    revision: deployed.revision,
    contextPaths: listener?.paths.map(({ path }) => path) ?? [],
    cors: listener?.cors?.enabled ? listener.cors : null,
    enforceUsage,
    injectTokenHeaders,
    maxRetries: definition.failover.enabled ? definition.failover.maxRetries : 0,
    plans: compilePlans(definition.plans, planIds),
    chains,
    ...listModels(definition, deployed.createdAtMs),
    routes: compileRoutes(groups, sources.random),
    patterns: compilePatterns(groups),
    openAiTargets: targets.filter(({ speaksOpenAi }) => speaksOpenAi),
  };
}

function compileGroups({ endpointGroups }: ApiDefinition, sources: SecretSources): readonly CompiledGroup[] | CompileProblem {
  const groups: CompiledGroup[] = [];
  for (const [groupAt, group] of endpointGroups.entries()) {
    const endpoints: CompiledEndpoint[] = [];
    for (const [endpointAt, endpoint] of group.endpoints.entries()) {
      const compiled = compileEndpoint({ group, endpoint, path: `endpointGroups.${groupAt}.endpoints.${endpointAt}` }, sources);
      if (compiled instanceof CompileProblem) return compiled;
      endpoints.push(compiled);
    }
    groups.push({ group, endpoints });
  }
  return groups;
}

/** Plans that admit callers, keys before none: a call that brings a key is its subscriber's, though it could go without. */
function compilePlans(plans: readonly Plan[], ids: readonly string[]): readonly CompiledPlan[] {
  const serving = plans.flatMap((plan, index): CompiledPlan[] => {
    const id = ids[index];
    if (!id || (plan.status !== "PUBLISHED" && plan.status !== "DEPRECATED")) return [];
    if (plan.security.type === "KEY_LESS") return [{ id, security: "KEY_LESS" }];
    if (plan.security.type !== "API_KEY") return [];
    return [{ id, security: "API_KEY", header: plan.security.configuration?.apiKeyHeader?.toLowerCase() ?? null }];
  });
  return [...serving.filter(({ security }) => security === "API_KEY"), ...serving.filter(({ security }) => security === "KEY_LESS")];
}
