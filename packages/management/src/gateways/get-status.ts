import type { GatewayStatus } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

/** Gateways beat every few seconds; one that was silent for this long is taken for dead. */
export const SILENT_AFTER_MS = 15_000;
/** The dead are listed a while, so that one sees what is missing. */
const LISTED_FOR_MS = 10 * 60 * 1000;

/** The gateways that live, those that died lately, and where consumers find them. */
export async function getStatus(context: ManagementContext): Promise<GatewayStatus | ManagementError> {
  const { db, now, settings } = context;
  const denied = await authorise(context, "apis:browse");
  if (denied) return denied;
  const at = now().getTime();
  const [rows, deployed] = await Promise.all([
    db.gateway.findMany({ where: { lastSeenAt: { gt: new Date(at - LISTED_FOR_MS) } }, orderBy: { id: "asc" } }),
    db.api.count({ where: { state: "STARTED", deployedRevision: { not: null } } }),
  ]);
  const gateways = rows.map((row) => ({
    id: row.id,
    startedAt: row.startedAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    alive: at - row.lastSeenAt.getTime() < SILENT_AFTER_MS,
    version: row.version,
  }));
  return { gateways, deployed, ...settings };
}
