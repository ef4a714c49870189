import { resourceKind } from "@sluice/definition/resource-kinds/resource-kinds";
import { formFields } from "../../components/schema-form/form-node.ts";
import { startFields } from "../../components/schema-form/form-value.ts";
import type { ActionTools } from "./action-tools.ts";
import { insertedAt } from "./edit-draft.ts";
import { changeResource, freeResourceName, renameResource } from "./resource-uses.ts";
import { freshKey, type Resource } from "./studio-draft.ts";

/** What can be done with the resources of the API. */
export function resourceActions({ draft, change, open, closeOf, announce, offerUndo }: ActionTools) {
  function add(type: string): { readonly key: string; readonly name: string } {
    const kind = resourceKind(type);
    const name = freeResourceName(draft, kind?.title ?? type);
    const configuration = (kind ? startFields(formFields(kind.configuration, {})) : {}) as Resource["configuration"];
    const key = freshKey();
    change((before) => ({ ...before, resources: [...before.resources, { key, resource: { name, type, enabled: true, configuration } }] }));
    announce(`${name} is added to the resources.`);
    return { key, name };
  }
  return {
    /** Answers the name that it was given. */
    addResource: (type: string) => add(type).name,
    openNewResource: (type: string) => open({ what: "resource", key: add(type).key }),
    editResource: (key: string, edit: (resource: Resource) => Resource) => change((before) => changeResource(before, key, edit)),
    renameResource: (key: string, name: string) => change((before) => renameResource(before, key, name)),
    removeResource: (key: string) => {
      const at = draft.resources.findIndex((one) => one.key === key);
      const resource = draft.resources[at];
      if (!resource) return;
      change((before) => ({ ...before, resources: before.resources.filter((one) => one.key !== key) }));
      closeOf(key);
      offerUndo(`${resource.resource.name} is deleted.`, () =>
        change((before) => ({ ...before, resources: insertedAt(before.resources, at, resource) })),
      );
    },
  };
}
