import type { Prisma } from "@sluice/db/generated/client";
import type { ApiDefinition } from "@sluice/definition/api";
import type { SubscriptionLimit } from "@sluice/definition/consumers";
import { flowsOf } from "@sluice/definition/policies/check-flows";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";

/**
 * What is left of the limits of an application's open subscriptions, as gateways counted it after their last calls. A limit that no call has
 * met yet is not told, nor is one that is in force no more.
 */
export async function listLimits(context: ManagementContext, id: string): Promise<{ data: SubscriptionLimit[] } | ManagementError> {
  const denied = await authorise(context, "applications:read", { applicationId: id });
  if (denied) return denied;
  const { db } = context;
  const application = await db.application.findUnique({ where: { id }, select: { id: true } });
  if (!application) return notFound("application");
  const rows = await db.subscriptionLimit.findMany({
    where: { subscription: { applicationId: id, status: { in: ["ACCEPTED", "PAUSED"] } } },
    include: { subscription: { select: { apiId: true } } },
    orderBy: [{ subscriptionId: "asc" }, { step: "asc" }, { limitId: "asc" }],
  });
  const inForce = await stepsInForce(context, [...new Set(rows.map(({ subscription }) => subscription.apiId))]);
  return {
    data: rows
      .filter(({ subscription, policy, step }) => inForce.has(stepKey(subscription.apiId, policy, step)))
      .map((row) => limitResource(row, context.now())),
  };
}

type Row = Prisma.SubscriptionLimitGetPayload<{ include: { subscription: { select: { apiId: true } } } }>;

/** Once all that counted has left the window, and no call came, everything is left. */
function limitResource(
  { subscription: _subscription, limit, remaining, resetsAt, countedAt, unit, ...row }: Row,
  now: Date,
): SubscriptionLimit {
  return {
    ...row,
    unit: unit as SubscriptionLimit["unit"],
    limit: Number(limit),
    remaining: Number(resetsAt <= now ? limit : remaining),
    resetsAt: resetsAt.toISOString(),
    countedAt: countedAt.toISOString(),
  };
}

/** The steps of what is deployed, by the names that gateways know them by. */
async function stepsInForce({ db }: ManagementContext, apiIds: readonly string[]): Promise<ReadonlySet<string>> {
  const apis = await db.api.findMany({ where: { id: { in: [...apiIds] } }, select: { id: true, deployedRevision: true } });
  const deployed = await db.deployment.findMany({
    where: {
      OR: apis.flatMap(({ id, deployedRevision }) => (deployedRevision === null ? [] : [{ apiId: id, revision: deployedRevision }])),
    },
    select: { apiId: true, definition: true },
  });
  return new Set(
    deployed.flatMap(({ apiId, definition }) =>
      flowsOf(definition as unknown as Pick<ApiDefinition, "flows" | "plans">).flatMap(({ place, flow }) =>
        (["request", "response"] as const).flatMap((phase) =>
          flow[phase].map(({ name, policy }, at) => stepKey(apiId, policy, name || `${place}.${phase}.${at}`)),
        ),
      ),
    ),
  );
}

function stepKey(apiId: string, policy: string, step: string): string {
  return `${apiId} ${policy} ${step}`;
}
