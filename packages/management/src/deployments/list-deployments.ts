import { type DeploymentResource, pageQuerySchema } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { ManagementError, notFound } from "../management-error.ts";
import { type Page, pageOf, rowsOf } from "../pagination.ts";
import { isId, parseInput } from "../parse-input.ts";
import { deploymentResource } from "./deployment-resource.ts";

/** An API's revisions, newest first, each with the gateways' word. */
export async function listDeployments(
  context: ManagementContext,
  apiId: string,
  query: unknown,
): Promise<Page<DeploymentResource> | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "apis:read", { apiId });
  if (denied) return denied;
  const asked = parseInput(pageQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const api = isId(apiId) ? await db.api.findUnique({ where: { id: apiId }, select: { id: true } }) : null;
  if (!api) return notFound("API");
  const [rows, total] = await Promise.all([
    db.deployment.findMany({
      where: { apiId },
      orderBy: { revision: "desc" },
      include: { acknowledgements: { orderBy: { gatewayId: "asc" } } },
      ...rowsOf(asked),
    }),
    db.deployment.count({ where: { apiId } }),
  ]);
  return pageOf(
    rows.map((row) => deploymentResource(row, row.acknowledgements)),
    total,
    asked,
  );
}
