import { notify } from "@sluice/db/notify";
import type { ApiResource } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { apiResource, lockApi } from "./stored-api.ts";

/** Lets the gateways serve the revision in force. Starting what is started changes nothing. */
export async function startApi(context: ManagementContext, id: string): Promise<ApiResource | ManagementError> {
  return switchApi(context, id, "STARTED");
}

/** Takes the API off the gateways; what is deployed stays deployed. Stopping what is stopped changes nothing. */
export async function stopApi(context: ManagementContext, id: string): Promise<ApiResource | ManagementError> {
  return switchApi(context, id, "STOPPED");
}

async function switchApi(context: ManagementContext, id: string, state: "STARTED" | "STOPPED"): Promise<ApiResource | ManagementError> {
  const denied = await authorise(context, "apis:write", { apiId: id });
  if (denied) return denied;
  return transact(context, async (tx) => {
    const api = await lockApi(tx, id);
    if (!api) return notFound("API");
    if (api.state === state) return apiResource(api);
    if (!api.deployed)
      return new ManagementError(
        "invalid_request",
        `${api.name} was never deployed, so there is nothing to start. Deploy it: that starts it too.`,
      );
    const changed = await tx.api.update({ where: { id }, data: { state, updatedBy: context.actor.name } });
    await recordChange(tx, context, {
      action: state === "STARTED" ? "api.start" : "api.stop",
      entityId: id,
      before: { name: api.name, state: api.state },
      after: { name: api.name, state },
    });
    await notify(tx, { kind: "api", id });
    return apiResource({ ...api, ...changed });
  });
}
