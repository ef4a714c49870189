import type { Transaction } from "@sluice/db/client";
import type { Budget } from "@sluice/db/generated/client";
import type { Permission } from "@sluice/definition/access";
import { authorise } from "../access/authorise.ts";
import type { Place } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

type Placed = Pick<Budget, "apiId" | "applicationId" | "planId">;

/** Where a budget's money is spent, in the words of permissions, and by which name. A plan is part of its API; what is gone has no name. */
export async function placeOf(
  db: Pick<Transaction, "api" | "application" | "plan">,
  { apiId, applicationId, planId }: Placed,
): Promise<{ readonly place: Place; readonly name: string | null }> {
  const named = { select: { name: true } } as const;
  if (planId !== null) {
    const plan = await db.plan.findUnique({ where: { id: planId }, select: { name: true, apiId: true, api: named } });
    return { place: { apiId: plan?.apiId }, name: plan ? `${plan.api.name} · ${plan.name}` : null };
  }
  if (apiId !== null) return { place: { apiId }, name: (await db.api.findUnique({ where: { id: apiId }, ...named }))?.name ?? null };
  if (applicationId === null) return { place: {}, name: null };
  return { place: { applicationId }, name: (await db.application.findUnique({ where: { id: applicationId }, ...named }))?.name ?? null };
}

/** Whether it is of something that is not there: a budget of everything has no name either. */
export function isGone(budget: Placed, name: string | null): boolean {
  return name === null && writePermission(budget) !== "settings:manage";
}

/** Who may change an API or an application may say what it may cost; what everything may cost is an administrator's. */
export function writePermission({ apiId, applicationId, planId }: Placed): Permission {
  if (apiId !== null || planId !== null) return "apis:write";
  return applicationId === null ? "settings:manage" : "applications:write";
}

export function readPermission({ applicationId }: Placed): Permission {
  return applicationId === null ? "apis:read" : "applications:read";
}

export async function authoriseBudget(context: ManagementContext, budget: Placed, place: Place): Promise<ManagementError | null> {
  return authorise(context, writePermission(budget), place);
}
