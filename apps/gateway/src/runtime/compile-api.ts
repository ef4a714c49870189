import type { ApiDefinition } from "@sluice/definition/api";
import type { ClientDisconnect } from "@sluice/definition/client-disconnect";
import type { DeploymentSources } from "@sluice/policies/create-policy";
import { compileChains } from "@sluice/policies/policy-chain";
import { PolicyProblem } from "@sluice/policies/policy-problem";
import { type CompiledEndpoint, compileEndpoint } from "./compile-endpoint.ts";
import { compileLogging } from "./compile-logging.ts";
import { compilePatterns } from "./compile-patterns.ts";
import { compilePlans } from "./compile-plans.ts";
import { CompileProblem } from "./compile-problem.ts";
import { type CompiledGroup, compileRoutes } from "./compile-routes.ts";
import type { CompiledApi, DrainBounds } from "./compiled-api.ts";
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
  readonly policies: DeploymentSources;
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
  const contextPaths = listener?.paths.map(({ path }) => path) ?? [];
  const api = { id: deployed.apiId, name: definition.name };
  const plans = compilePlans({ api, contextPaths, plans: definition.plans, ids: planIds }, sources);
  if (plans instanceof CompileProblem) return plans;
  const logging = compileLogging(definition);
  if (logging instanceof CompileProblem) return logging;
  const { enforceUsage = true, injectTokenHeaders = false, clientDisconnect } = listener?.entrypoints[0]?.configuration ?? {};
  const targets = groups.flatMap(({ endpoints }) => endpoints.map(({ target }) => target));
  return {
    ...api,
    revision: deployed.revision,
    contextPaths,
    cors: listener?.cors?.enabled ? listener.cors : null,
    enforceUsage,
    injectTokenHeaders,
    drain: drainBounds(clientDisconnect),
    maxRetries: definition.failover.enabled ? definition.failover.maxRetries : 0,
    plans,
    chains,
    logging,
    ...listModels(definition, deployed.createdAtMs),
    routes: compileRoutes(groups, sources.random),
    patterns: compilePatterns(groups),
    openAiTargets: targets.filter(({ speaksOpenAi }) => speaksOpenAi),
  };
}

function drainBounds(asked: ClientDisconnect | undefined): DrainBounds | null {
  return asked?.policy === "DRAIN" ? { ms: asked.drainSeconds * 1_000, tokens: asked.drainTokens } : null;
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
