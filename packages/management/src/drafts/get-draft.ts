import type { Draft } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { draftResource } from "./draft-resource.ts";
import { readOwnDraft } from "./read-own-draft.ts";

export async function getDraft(context: ManagementContext, id: string): Promise<Draft | ManagementError> {
  const denied = await authorise(context, "apis:create");
  if (denied) return denied;
  const draft = await readOwnDraft(context.db, context, id);
  return draft ? draftResource(draft) : notFound("draft");
}
