import { fromJsonObject } from "@sluice/db/json";
import { describeChanges } from "@sluice/definition/changes";
import type { DeploymentDetail } from "@sluice/definition/resources";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { type ManagementError, notFound } from "../management-error.ts";
import { isId } from "../parse-input.ts";
import { maskSecrets } from "../secrets/mask-secrets.ts";
import { deploymentResource } from "./deployment-resource.ts";

/** One revision: the gateways' word, the definition with its secrets masked, and what changed against the one before. */
export async function getDeployment(
  context: ManagementContext,
  apiId: string,
  revision: string,
): Promise<DeploymentDetail | ManagementError> {
  const { db } = context;
  const denied = await authorise(context, "apis:read", { apiId });
  if (denied) return denied;
  const number = parseRevision(revision);
  if (!isId(apiId) || number === null) return notFound("deployment");
  const [before, row] = await Promise.all([
    db.deployment.findFirst({ where: { apiId, revision: { lt: number } }, orderBy: { revision: "desc" } }),
    db.deployment.findUnique({
      where: { apiId_revision: { apiId, revision: number } },
      include: { acknowledgements: { orderBy: { gatewayId: "asc" } } },
    }),
  ]);
  if (!row) return notFound("deployment");
  return {
    ...deploymentResource(row, row.acknowledgements),
    definition: maskSecrets(fromJsonObject(row.definition)),
    changes: before ? describeChanges(before.definition, row.definition) : [],
  };
}

/** Postgres's `integer`, counted from 1. */
export function parseRevision(text: string): number | null {
  return /^[1-9][0-9]{0,8}$/.test(text) ? Number(text) : null;
}
