import type { ApplicationResource } from "@sluice/definition/resources";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { applicationResource } from "./application-resource.ts";

export async function getApplication({ db }: ManagementContext, id: string): Promise<ApplicationResource | ManagementError> {
  const row = isId(id) ? await db.application.findUnique({ where: { id } }) : null;
  return row ? applicationResource(row) : notFound("application");
}
