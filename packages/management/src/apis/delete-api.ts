import { notify } from "@sluice/db/notify";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { apiResource, lockApi } from "./stored-api.ts";

/** Deletes a stopped API with its plans, deployments and subscriptions. What was used stays in the usage records; contents go. */
export async function deleteApi(context: ManagementContext, id: string): Promise<ManagementError | undefined> {
  const denied = await authorise(context, "apis:own", { apiId: id });
  if (denied) return denied;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, id);
    if (!api) return notFound("API");
    if (api.state === "STARTED") return new ManagementError("conflict", `${api.name} is started. Stop it first, then delete it.`);
    await recordChange(tx, context, { action: "api.delete", entityId: id, before: apiResource(api) });
    // What people have written to it is nobody's any more.
    await tx.requestContent.deleteMany({ where: { apiId: id } });
    await tx.api.delete({ where: { id } });
    await notify(tx, { kind: "api", id });
    return undefined;
  });
}
