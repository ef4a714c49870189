import type { Prisma } from "@sluice/db/generated/client";
import type { auditFilterSchema } from "@sluice/definition/queries";
import type { z } from "zod";
import { authorise, mayEverywhere } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

export type AuditFilter = z.output<typeof auditFilterSchema>;

/** Whoever may change one API or application may read what was done to it; all else takes `audit:read`. */
export async function authoriseReading(context: ManagementContext, { entityType, entityId }: AuditFilter): Promise<ManagementError | null> {
  if (!mayEverywhere(context, "audit:read") && entityId) {
    if (entityType === "api") return authorise(context, "apis:write", { apiId: entityId });
    if (entityType === "application") return authorise(context, "applications:write", { applicationId: entityId });
  }
  return authorise(context, "audit:read");
}

export function whichEntries({ actorId, action, entityType, entityId, from, to, q }: AuditFilter): Prisma.AuditEntryWhereInput {
  const contains = { contains: q ?? "", mode: "insensitive" } as const;
  const named = { path: ["name"], string_contains: q ?? "", mode: "insensitive" } as const;
  const time = { ...(from ? { gte: new Date(from) } : {}), ...(to ? { lt: new Date(to) } : {}) };
  return {
    ...(actorId ? { actorId } : {}),
    ...(action ? { action: action.endsWith(".") ? { startsWith: action } : action } : {}),
    ...(entityType ? { entityType } : {}),
    ...(entityId ? { entityId } : {}),
    ...(from || to ? { at: time } : {}),
    ...(q ? { OR: [{ actorName: contains }, { action: contains }, { entityId: contains }, { after: named }, { before: named }] } : {}),
  };
}
