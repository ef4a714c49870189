import { policyKind } from "@sluice/definition/policies/policy-kinds";
import type { Resource, StudioDraft } from "./studio-draft.ts";
import { LANES } from "./studio-draft.ts";

/** The steps that name a resource. */
export function usesOf(draft: StudioDraft, name: string): readonly string[] {
  return draft.scopes.flatMap(({ flows }) =>
    flows.flatMap((flow) =>
      LANES.flatMap((phase) =>
        flow[phase].flatMap(({ key, step }) => {
          const fields = policyKind(step.policy)?.resourceFields ?? [];
          return fields.some((field) => step.configuration[field] === name) ? [key] : [];
        }),
      ),
    ),
  );
}

/** A resource under another name, and the steps that name it with it: while a name is typed, nobody loses it. */
export function renameResource(draft: StudioDraft, key: string, name: string): StudioDraft {
  const former = draft.resources.find((one) => one.key === key)?.resource.name;
  const uses = former ? new Set(usesOf(draft, former)) : new Set<string>();
  const rename = (step: StudioDraft["scopes"][number]["flows"][number]["request"][number]) => {
    if (!uses.has(step.key)) return step;
    const fields = policyKind(step.step.policy)?.resourceFields ?? [];
    const named = fields.filter((field) => step.step.configuration[field] === former).map((field) => [field, name]);
    return { ...step, step: { ...step.step, configuration: { ...step.step.configuration, ...Object.fromEntries(named) } } };
  };
  return {
    scopes: draft.scopes.map((scope) => ({
      ...scope,
      flows: scope.flows.map((flow) => ({ ...flow, request: flow.request.map(rename), response: flow.response.map(rename) })),
    })),
    resources: draft.resources.map((one) => (one.key === key ? { ...one, resource: { ...one.resource, name } } : one)),
  };
}

/** A name that no resource has: "Text detectors", "Text detectors 2". */
export function freeResourceName(draft: StudioDraft, title: string): string {
  const taken = new Set(draft.resources.map(({ resource }) => resource.name));
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? title : `${title} ${nth}`;
    if (!taken.has(name)) return name;
  }
}

export function changeResource(draft: StudioDraft, key: string, change: (resource: Resource) => Resource): StudioDraft {
  return { ...draft, resources: draft.resources.map((one) => (one.key === key ? { ...one, resource: change(one.resource) } : one)) };
}
