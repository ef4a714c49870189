"use client";

import type { ApiSummary, DeploymentResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { listDeployments, readApi } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";

/** Others edit and deploy too; their work shows without a reload. */
const POLL_MS = 10_000;

export function useApi(id: string) {
  return useQuery({ queryKey: queryKeys.api(id), queryFn: ({ signal }) => readApi(id, { signal }), refetchInterval: POLL_MS });
}

export function useDeployments(id: string) {
  return useQuery({
    queryKey: queryKeys.deployments(id),
    queryFn: ({ signal }) => listDeployments(id, { signal }),
    refetchInterval: POLL_MS,
  });
}

/** The deployment in force; null when nothing is deployed or it is not known yet. */
export function inForce(deployments: readonly DeploymentResource[] | undefined, revision: number | null): DeploymentResource | null {
  return deployments?.find((deployment) => deployment.revision === revision) ?? null;
}

export function refusals(deployment: DeploymentResource | null): ApiSummary["rejectedBy"] {
  return (deployment?.gateways ?? []).filter((word) => word.status === "rejected").map(({ id, reason }) => ({ id, reason: reason ?? "" }));
}
