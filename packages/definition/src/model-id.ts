import type { ApiDefinition } from "./api.ts";
import type { PrefixPolicy } from "./endpoint.ts";

export const SEPARATOR = ":";

export interface PublishedModel {
  /** What `GET /models` lists: `group:model`, or `group:alias` where real names are hidden. */
  readonly id: string;
  readonly ownedBy: string;
  readonly group: string;
  /** The bare name, as it goes upstream. */
  readonly model: string;
  readonly aliases: readonly string[];
}

type Named = Pick<ApiDefinition, "endpointGroups">;

/** The models that an API lists, in declaration order, each once. */
export function publishedModels(definition: Named): PublishedModel[] {
  const models = new Map<string, PublishedModel>();
  for (const group of definition.endpointGroups) {
    for (const { configuration } of group.endpoints) {
      for (const model of configuration.models) {
        const names = configuration.modelGovernance.aliasOnly ? model.aliases : [model.name];
        for (const name of names) {
          const id = `${group.name}${SEPARATOR}${name}`;
          if (!models.has(id)) models.set(id, { id, ownedBy: group.name, group: group.name, model: model.name, aliases: model.aliases });
        }
      }
    }
  }
  return [...models.values()];
}

/** Whether a name may be asked for without a provider before it. */
export function bareNameAllowed(policy: PrefixPolicy, kind: "model" | "alias"): boolean {
  if (policy === "NO_PREFIX") return true;
  return kind === "model" ? policy === "PREFIXED_ALIAS" : policy === "PREFIXED_MODEL";
}
