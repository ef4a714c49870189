import type { ApiDefinitionInput } from "@sluice/definition/api";
import { testSources } from "@sluice/policies/testing/test-sources";
import { compileApi, type DeployedApi } from "../compile-api.ts";
import { CompileProblem } from "../compile-problem.ts";
import type { CompiledApi } from "../compiled-api.ts";

type GroupInput = ApiDefinitionInput["endpointGroups"][number];
type EndpointInput = GroupInput["endpoints"][number];
type ConfigurationInput = EndpointInput["configuration"];

export const PLAN_ID = "0190c0de-0000-7000-8000-0000000000aa";
export const API_ID = "0190c0de-0000-7000-8000-000000000001";
export const CREATED_AT_MS = 1_790_000_000_000;

/** Models as `name` or `name = alias, alias`. */
export interface EndpointSketch extends Partial<Omit<EndpointInput, "configuration">> {
  readonly models?: readonly string[];
  readonly configuration?: Partial<ConfigurationInput>;
  readonly governance?: NonNullable<ConfigurationInput["modelGovernance"]>;
}

export function endpoint(name: string, { models = [], configuration, governance, ...rest }: EndpointSketch = {}): EndpointInput {
  return {
    name,
    ...rest,
    configuration: {
      provider: "OPEN_AI_COMPATIBLE",
      target: `http://${name.toLowerCase()}.test/v1`,
      authentication: { type: "NONE" },
      models: models.map((text) => {
        const [model = "", aliases] = text.split(" = ");
        return { name: model, aliases: aliases ? aliases.split(", ") : [] };
      }),
      ...(governance && { modelGovernance: governance }),
      ...configuration,
    },
  };
}

export function group(name: string, endpoints: EndpointInput[], rest: Partial<GroupInput> = {}): GroupInput {
  return { name, endpoints, ...rest };
}

export function definition(groups: GroupInput[], rest: Partial<ApiDefinitionInput> = {}): Record<string, unknown> {
  return {
    name: "Test",
    apiVersion: "1.1",
    listeners: [{ paths: [{ path: "/llmtest" }], entrypoints: [{ type: "llm-proxy" }] }],
    endpointGroups: groups,
    plans: [{ id: PLAN_ID, name: "Keyless", security: { type: "KEY_LESS" }, status: "PUBLISHED" }],
    ...rest,
  };
}

export function deployed(stored: unknown, rest: Partial<DeployedApi> = {}): DeployedApi {
  return { apiId: API_ID, revision: 7, createdAtMs: CREATED_AT_MS, definition: stored, ...rest };
}

export const SOURCES = {
  openSecret: (sealed: string) => (sealed === "sealed:v1:broken" ? { problem: "It does not open." } : `opened-${sealed.slice(7)}`),
  environment: { OPENAI_KEY: "sk-from-environment\n", SLUICE_ENCRYPTION_KEY: "ours", TWO_LINES: "a\nb" },
  random: () => 0,
  policies: testSources({ nowMs: () => CREATED_AT_MS }),
};

/** Compiles, or throws with the reason: for tests of what compiles. */
export function compiled(stored: unknown): CompiledApi {
  const api = compileApi(deployed(stored), SOURCES);
  if (api instanceof CompileProblem) throw new Error(api.sentence);
  return api;
}

/** Who is asked for a model, in order, as `endpoint/model sent`; null when nobody is. */
export function whoServes(api: CompiledApi, asked: string): readonly string[] | null {
  const route = api.routes.get(asked);
  if (route) return route.pick().map(({ endpoint: name, model }) => `${name}/${model?.name}`);
  const matched = api.patterns.flatMap(({ match, target }) => {
    const name = match(asked);
    return name === null ? [] : [`${target.endpoint}/${name}`];
  });
  return matched.length > 0 ? matched : null;
}
