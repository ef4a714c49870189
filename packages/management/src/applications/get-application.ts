import type { ApplicationResource } from "@sluice/definition/consumers";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";
import { readApplication } from "./stored-application.ts";

export async function getApplication(context: ManagementContext, id: string): Promise<ApplicationResource | ManagementError> {
  const denied = await authorise(context, "applications:read", { applicationId: id });
  return denied ?? readApplication(context, id);
}
