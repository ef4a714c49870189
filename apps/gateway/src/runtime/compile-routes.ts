import type { EndpointGroup, Model } from "@sluice/definition/endpoint";
import { bareNameAllowed, SEPARATOR } from "@sluice/definition/model-id";
import type { CompiledEndpoint } from "./compile-endpoint.ts";
import type { ModelRoute, Target } from "./compiled-api.ts";
import { loadBalance } from "./load-balance.ts";

export interface CompiledGroup {
  readonly group: EndpointGroup;
  readonly endpoints: readonly CompiledEndpoint[];
}

/** That an endpoint answers to a name, and how it came by it. */
interface Served {
  readonly endpoint: CompiledEndpoint;
  readonly kind: "model" | "alias";
  readonly target: Target;
}
type ByName = Map<string, Served[]>;

/**
 * Every accepted spelling of every registered model → who serves it, in which order.
 *
 * - `group:name` goes to the group's endpoints that serve the name, as its load balancer says. An alias that means different
 *   models in one group is served by the first declared; the others follow as failover.
 * - `endpoint:name` goes to that endpoint.
 * - `name` alone, where the prefix policy allows it, means the first group declared that serves it.
 * - An alias that other groups share fails over to them, in declaration order. A model asked for by its own name does not:
 *   who asks for it gets that model, or an error.
 *
 * A prefixed spelling wins over a bare name that looks like one (`llama3:8b` beside a group called `llama3`).
 */
export function compileRoutes(groups: readonly CompiledGroup[], random: () => number): ReadonlyMap<string, ModelRoute> {
  const routes = new Map<string, ModelRoute>();
  const add = (spelling: string, route: ModelRoute) => {
    if (!routes.has(spelling)) routes.set(spelling, route);
  };
  const served = groups.map(({ group, endpoints }) => ({ group, byName: namesOf(endpoints) }));
  const sharedAliases = aliasesOf(served.map(({ byName }) => byName));
  const bare: [string, ModelRoute][] = [];
  for (const { group, byName } of served) {
    for (const [name, servers] of byName) {
      const elsewhere = (sharedAliases.get(name) ?? []).filter(({ target }) => target.group !== group.name);
      const route = groupRoute(servers, { group, elsewhere, random });
      add(`${group.name}${SEPARATOR}${name}`, route);
      if (servers.some((server) => allowsBare(server))) bare.push([name, route]);
    }
  }
  for (const { group, byName } of served) {
    for (const [name, servers] of byName) {
      const elsewhere = (sharedAliases.get(name) ?? []).filter(({ target }) => target.group !== group.name);
      for (const server of servers) add(`${server.target.endpoint}${SEPARATOR}${name}`, endpointRoute(server, servers, elsewhere));
    }
  }
  for (const [name, route] of bare) add(name, route);
  return routes;
}

function allowsBare({ endpoint, kind }: Served): boolean {
  return bareNameAllowed(endpoint.endpoint.configuration.modelGovernance.prefixPolicy.policy, kind);
}

/** The group's names in declaration order. In one endpoint a model's own name wins over an alias of another model. */
function namesOf(endpoints: readonly CompiledEndpoint[]): ByName {
  const byName: ByName = new Map();
  for (const endpoint of endpoints) {
    const names = new Map<string, Served>();
    const claim = (name: string, kind: Served["kind"], target: Target) => {
      if (!names.has(name)) names.set(name, { endpoint, kind, target });
    };
    const { models, modelGovernance } = endpoint.endpoint.configuration;
    const targets = models.map((model) => ({ model, target: withModel(endpoint.target, model) }));
    if (!modelGovernance.aliasOnly) for (const { model, target } of targets) claim(model.name, "model", target);
    for (const { model, target } of targets) for (const alias of model.aliases) claim(alias, "alias", target);
    for (const [name, server] of names) byName.set(name, [...(byName.get(name) ?? []), server]);
  }
  return byName;
}

function withModel(target: Target, model: Model): Target {
  const overrides = Object.entries(model.parametersOverride);
  return {
    ...target,
    model,
    overrides: overrides.length === 0 ? null : new Map(overrides.map(([key, value]) => [key, JSON.stringify(value)])),
  };
}

/** Each alias → all who share it, in declaration order, each group's secondaries after its others. */
function aliasesOf(groups: readonly ByName[]): ByName {
  const shared: ByName = new Map();
  for (const byName of groups) {
    for (const [name, servers] of byName) {
      const byAlias = secondariesLast(servers.filter(({ kind }) => kind === "alias"));
      if (byAlias.length > 0) shared.set(name, [...(shared.get(name) ?? []), ...byAlias]);
    }
  }
  return shared;
}

function secondariesLast(servers: readonly Served[]): readonly Served[] {
  const isSecondary = ({ endpoint }: Served) => endpoint.endpoint.secondary;
  return [...servers.filter((server) => !isSecondary(server)), ...servers.filter(isSecondary)];
}

interface GroupRouteOptions {
  readonly group: EndpointGroup;
  readonly elsewhere: readonly Served[];
  readonly random: () => number;
}

function groupRoute(servers: readonly Served[], { group, elsewhere, random }: GroupRouteOptions): ModelRoute {
  const ordered = secondariesLast(servers);
  const [lead] = ordered;
  const same = servers.filter(({ target }) => target.model?.name === lead?.target.model?.name);
  const others = ordered.filter((server) => !same.includes(server));
  const fallback = [...others, ...(lead?.kind === "alias" ? elsewhere : [])].map(({ target }) => target);
  const candidates = same.map(({ target, endpoint: { endpoint } }) => ({ target, weight: endpoint.weight, secondary: endpoint.secondary }));
  return { pick: loadBalance(candidates, { type: group.loadBalancer.type, fallback, random }) };
}

function endpointRoute(server: Served, servers: readonly Served[], elsewhere: readonly Served[]): ModelRoute {
  const sharers =
    server.kind === "model"
      ? []
      : [...secondariesLast(servers).filter((other) => other !== server && other.kind === "alias"), ...elsewhere];
  const targets = [server, ...sharers].map(({ target }) => target);
  return { pick: () => targets };
}
