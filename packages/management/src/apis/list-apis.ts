import type { Prisma } from "@sluice/db/generated/client";
import { apiQuerySchema } from "@sluice/definition/queries";
import type { ApiSummary } from "@sluice/definition/resources";
import { authorise, mayEverywhere } from "../access/authorise.ts";
import { standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { deploymentState, pendingChanges, type StoredApi, storedDefinition } from "./stored-api.ts";

/** APIs that the actor may read, last changed first. */
export async function listApis(context: ManagementContext, query: unknown): Promise<Page<ApiSummary> | ManagementError> {
  const denied = await authorise(context, "apis:browse");
  if (denied) return denied;
  const asked = parseInput(apiQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const { db, actor } = context;
  const where: Prisma.ApiWhereInput = {
    ...(mayEverywhere(context, "apis:read") ? {} : { members: { some: { userId: actor.id } } }),
    ...(asked.state ? { state: asked.state } : {}),
    ...(asked.q
      ? {
          OR: [
            { name: { contains: asked.q, mode: "insensitive" } },
            { paths: { some: { path: { contains: asked.q, mode: "insensitive" } } } },
          ],
        }
      : {}),
  };
  const [rows, total, standing] = await Promise.all([
    db.api.findMany({
      where,
      orderBy: [{ updatedAt: "desc" }, { id: "desc" }],
      include: { plans: { orderBy: { position: "asc" } } },
      ...rowsOf(asked),
    }),
    db.api.count({ where }),
    standingOf(context),
  ]);
  const inForce = rows.flatMap((row) => (row.deployedRevision === null ? [] : [{ apiId: row.id, revision: row.deployedRevision }]));
  const deployments = await db.deployment.findMany({
    where: { OR: inForce },
    include: { acknowledgements: { where: { status: "rejected" } } },
  });
  const data = rows.map((row) => {
    const deployed = deployments.find((deployment) => deployment.apiId === row.id) ?? null;
    const rejectedBy = (deployed?.acknowledgements ?? []).map((word) => ({ id: word.gatewayId, reason: word.reason ?? "" }));
    return { ...summary({ ...row, deployed }), rejectedBy, permissions: standing.permissionsAt({ apiId: row.id }) };
  });
  return pageOf(data, total, asked);
}

function summary(api: StoredApi): Omit<ApiSummary, "rejectedBy" | "permissions"> {
  const definition = storedDefinition(api);
  return {
    id: api.id,
    name: api.name,
    apiVersion: api.apiVersion,
    state: api.state,
    deploymentState: deploymentState(api, pendingChanges(api)),
    deployedRevision: api.deployedRevision,
    contextPaths: definition.listeners.flatMap((listener) => listener.paths.map(({ path }) => path)),
    providers: definition.endpointGroups.map((group) => group.name),
    updatedAt: api.updatedAt.toISOString(),
  };
}
