"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { readDeployment, readGateways } from "../../lib/management-api.ts";
import { type GatewayWord, gatewayWord, LONGEST_WAIT_MS, POLL_MS } from "./gateway-word.ts";

/** Asks for the gateways' word on a revision until they have all spoken, or have had their time. */
export function useDeploymentWord(apiId: string, revision: number): { readonly word: GatewayWord | null; readonly error: Error | null } {
  const [startedAtMs] = useState(Date.now);
  const query = useQuery({
    queryKey: ["deployment-word", apiId, revision],
    queryFn: async () => {
      const [deployment, status] = await Promise.all([readDeployment(apiId, revision), readGateways()]);
      const alive = status.gateways.filter((gateway) => gateway.alive).map((gateway) => gateway.id);
      return gatewayWord(deployment, alive, Date.now() - startedAtMs);
    },
    refetchInterval: ({ state }) => (state.data && state.data.verdict !== "waiting" ? false : POLL_MS),
    // A console that restarts meanwhile is asked again; the verdict has its own time limit.
    retry: Math.ceil(LONGEST_WAIT_MS / 1_000),
    retryDelay: 1_000,
    gcTime: 0,
  });
  return { word: query.data ?? null, error: query.error };
}
