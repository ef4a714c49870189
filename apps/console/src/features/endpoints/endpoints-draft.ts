import type { ApiResource } from "@sluice/definition/resources";
import { changedDefinition } from "../../lib/changed-definition.ts";
import { type FailoverDraft, fromFailoverDraft, toFailoverDraft } from "./failover-draft.ts";
import { fromDraft, type GroupDraft, toDrafts } from "./group-draft.ts";

/** What this page edits of an API. */
export interface EndpointsDraft {
  readonly groups: readonly GroupDraft[];
  readonly failover: FailoverDraft;
}

export function toEndpointsDraft({ endpointGroups, failover }: ApiResource): EndpointsDraft {
  return { groups: toDrafts(endpointGroups), failover: toFailoverDraft(failover) };
}

/** The parts of the definition that this page edits. */
export function editedParts({ groups, failover }: EndpointsDraft): Record<string, unknown> {
  return { endpointGroups: groups.map(fromDraft), failover: fromFailoverDraft(failover) };
}

/** An API's definition with the draft in it, as it is saved. */
export function definitionWith(api: ApiResource, draft: EndpointsDraft): Record<string, unknown> {
  return changedDefinition(api, editedParts(draft));
}
