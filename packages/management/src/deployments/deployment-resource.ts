import type { Deployment, GatewayAck } from "@sluice/db/generated/client";
import type { DeploymentResource } from "@sluice/definition/resources";

export function deploymentResource(row: Deployment, acknowledgements: readonly GatewayAck[]): DeploymentResource {
  return {
    revision: row.revision,
    label: row.label,
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdBy,
    gateways: acknowledgements.map((word) => ({
      id: word.gatewayId,
      status: word.status,
      ...(word.reason === null ? {} : { reason: word.reason }),
      compileMs: word.compileMs,
      at: word.at.toISOString(),
    })),
  };
}
