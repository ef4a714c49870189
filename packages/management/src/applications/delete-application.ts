import { CHANNEL } from "@sluice/db/channel";
import { authorise } from "../access/authorise.ts";
import { recordChange } from "../audit/record-change.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { transact } from "../transact.ts";
import { lockApplication, readApplication } from "./stored-application.ts";

/** Deletes an application without open subscriptions: cutting its callers off is a decision of its own. */
export async function deleteApplication(context: ManagementContext, id: string): Promise<ManagementError | undefined> {
  const denied = await authorise(context, "applications:own", { applicationId: id });
  if (denied) return denied;
  return transact(context, async (tx) => {
    if (!(await lockApplication(tx, id))) return notFound("application");
    const application = await readApplication({ ...context, db: tx }, id);
    if (application instanceof ManagementError) return application;
    const subscriptions = await tx.subscription.findMany({ where: { applicationId: id }, select: { id: true, status: true } });
    const open = subscriptions.filter(({ status }) => status !== "CLOSED" && status !== "REJECTED").length;
    if (open > 0) {
      return new ManagementError(
        "conflict",
        `${application.name} has ${open} open ${open === 1 ? "subscription" : "subscriptions"}. Close them first.`,
      );
    }
    await recordChange(tx, context, { action: "application.delete", entityId: id, before: application });
    await tx.application.delete({ where: { id } });
    const ids = subscriptions.map((subscription) => subscription.id);
    await tx.$executeRaw`SELECT pg_notify(${CHANNEL}, 'subscription:' || id) FROM unnest(${ids}::text[]) AS id`;
    return undefined;
  });
}
