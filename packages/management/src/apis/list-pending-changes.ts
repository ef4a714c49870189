import type { Change } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { pendingChanges, readApi } from "./stored-api.ts";

/** What is saved against what is deployed, in words; nothing when they are the same, or when nothing is deployed. */
export async function listPendingChanges(context: ManagementContext, id: string): Promise<{ readonly data: Change[] } | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "apis:read", { apiId: id });
  if (denied) return denied;
  const api = await readApi(db, id);
  return api ? { data: pendingChanges(api) } : notFound("API");
}
