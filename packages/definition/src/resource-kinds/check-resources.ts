import type { ApiDefinition } from "../api.ts";
import { flowsOf } from "../policies/check-flows.ts";
import { policyKind } from "../policies/policy-kinds.ts";
import { fieldProblems } from "../problems.ts";
import { resourceKind } from "./resource-kinds.ts";

interface ResourceProblem {
  /** `resources.0.configuration.patterns.0.label`, `flows.0.request.0.configuration.resourceName` */
  readonly path: string;
  readonly message: string;
}

/** What is wrong with the resources that are switched on, and with steps that name others. */
export function checkResources(definition: Pick<ApiDefinition, "resources" | "flows" | "plans">): readonly ResourceProblem[] {
  const { resources } = definition;
  return [
    ...resources.flatMap((resource, at) => (resource.enabled ? checkResource(resource, `resources.${at}`) : [])),
    ...checkNames(definition),
  ];
}

function checkResource({ type, configuration }: ApiDefinition["resources"][number], place: string): readonly ResourceProblem[] {
  const kind = resourceKind(type);
  if (!kind) return [{ path: `${place}.type`, message: `There is no kind of resource ${type}.` }];
  const parsed = kind.configuration.safeParse(configuration);
  if (parsed.success) return [];
  return Object.entries(fieldProblems(parsed.error)).map(([path, message]) => ({
    path: path === "" ? `${place}.configuration` : `${place}.configuration.${path}`,
    message,
  }));
}

function checkNames({ resources, ...rest }: Pick<ApiDefinition, "resources" | "flows" | "plans">): readonly ResourceProblem[] {
  const known = new Set(resources.filter(({ enabled }) => enabled).map(({ name }) => name));
  return flowsOf(rest).flatMap(({ place, flow }) => {
    if (!flow.enabled) return [];
    return (["request", "response"] as const).flatMap((phase) =>
      flow[phase].flatMap(({ enabled, policy, configuration }, at) =>
        (enabled ? (policyKind(policy)?.resourceFields ?? []) : []).flatMap((field) => {
          const name = configuration[field];
          if (typeof name !== "string" || name.trim() === "" || known.has(name.trim())) return [];
          const message = `There is no resource ${name} in this API, or it is switched off.`;
          return [{ path: `${place}.${phase}.${at}.configuration.${field}`, message }];
        }),
      ),
    );
  });
}
