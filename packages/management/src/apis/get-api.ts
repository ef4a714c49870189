import type { ApiResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { apiResource, readApi } from "./stored-api.ts";

/** An API as it is saved, with what is not deployed yet in words. */
export async function getApi(context: ManagementContext, id: string): Promise<ApiResource | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "apis:read", { apiId: id });
  if (denied) return denied;
  const api = await readApi(db, id);
  return api ? apiResource(api) : notFound("API");
}
