import { bareNameAllowed, SEPARATOR } from "@sluice/definition/model-id";
import { compileModelPattern } from "@sluice/definition/model-pattern";
import type { CompiledEndpoint } from "./compile-endpoint.ts";
import type { CompiledGroup } from "./compile-routes.ts";
import type { PatternRoute } from "./compiled-api.ts";

/**
 * Endpoints that accept models they do not list, in declaration order. An unregistered model counts as a model for the prefix policy.
 * What the endpoint does list is not taken: the exact routes have the last word on it, also where they refuse (a hidden
 * name, a prefix that is lacking).
 */
export function compilePatterns(groups: readonly CompiledGroup[]): readonly PatternRoute[] {
  const prefixes = new Set(groups.flatMap(({ group, endpoints }) => [group.name, ...endpoints.map(({ endpoint }) => endpoint.name)]));
  return groups.flatMap(({ group, endpoints }) =>
    endpoints.flatMap((endpoint) => compilePattern(endpoint, { group: group.name, prefixes })),
  );
}

function compilePattern({ endpoint, target }: CompiledEndpoint, names: { group: string; prefixes: ReadonlySet<string> }): PatternRoute[] {
  const { modelPattern, prefixPolicy } = endpoint.configuration.modelGovernance;
  const accepts = modelPattern === "" ? null : compileModelPattern(modelPattern);
  if (!accepts) return [];
  const listed = new Set(endpoint.configuration.models.flatMap((model) => [model.name, ...model.aliases]));
  const bareAllowed = bareNameAllowed(prefixPolicy.policy, "model");
  const match = (asked: string): string | null => {
    const at = asked.indexOf(SEPARATOR);
    const prefix = at < 0 ? null : asked.slice(0, at);
    const isPrefixed = prefix !== null && names.prefixes.has(prefix);
    if (isPrefixed ? prefix !== names.group && prefix !== endpoint.name : !bareAllowed) return null;
    const name = isPrefixed ? asked.slice(at + 1) : asked;
    return name !== "" && !listed.has(name) && accepts(name) ? name : null;
  };
  return [{ match, target }];
}
