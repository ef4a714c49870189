import type { Prisma } from "@sluice/db/generated/client";
import type { SubscriptionStatus } from "@sluice/definition/consumers";
import { forbidden, mayEverywhere } from "../access/authorise.ts";
import { inScope } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

interface Asked {
  readonly apiId?: string | undefined;
  readonly applicationId?: string | undefined;
  readonly planId?: string | undefined;
  readonly keyHint?: string | undefined;
  readonly q?: string | undefined;
  readonly status?: readonly SubscriptionStatus[] | undefined;
}

/** Whether the actor may see subscriptions of any kind; null when they may, else the refusal. Which ones, `whichSubscriptions` says. */
export function authoriseLooking({ actor }: Pick<ManagementContext, "actor">): ManagementError | null {
  return inScope(actor, "apis:read") || inScope(actor, "applications:read") ? null : forbidden("applications:read");
}

/** Those that were asked for and that the actor may see. */
export function whichSubscriptions(context: ManagementContext, asked: Asked): Prisma.SubscriptionWhereInput {
  const { apiId, applicationId, planId, keyHint, q, status } = asked;
  return {
    ...(apiId === undefined ? {} : { apiId }),
    ...(applicationId === undefined ? {} : { applicationId }),
    ...(planId === undefined ? {} : { planId }),
    ...(keyHint === undefined ? {} : { keys: { some: { hint: keyHint } } }),
    ...(q ? { application: { name: { contains: q, mode: "insensitive" } } } : {}),
    ...(status && status.length > 0 ? { status: { in: [...status] } } : {}),
    ...visibleTo(context),
  };
}

/** Those whose API or application the actor may see. */
function visibleTo(context: ManagementContext): Prisma.SubscriptionWhereInput {
  if (mayEverywhere(context, "apis:read") || mayEverywhere(context, "applications:read")) return {};
  const own = { members: { some: { userId: context.actor.id } } };
  return {
    OR: [
      ...(inScope(context.actor, "apis:read") ? [{ plan: { api: own } }] : []),
      ...(inScope(context.actor, "applications:read") ? [{ application: own }] : []),
    ],
  };
}
