import type { ApiResource } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { apiResource, readApi } from "./stored-api.ts";

/** An API as it is saved, with what is not deployed yet in words. */
export async function getApi({ db }: ManagementContext, id: string): Promise<ApiResource | ManagementError> {
  const api = await readApi(db, id);
  return api ? apiResource(api) : notFound("API");
}
