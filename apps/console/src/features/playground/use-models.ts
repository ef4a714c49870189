"use client";

import { useQuery } from "@tanstack/react-query";
import { GatewayProblem } from "./call-gateway.ts";
import { listModels } from "./list-models.ts";
import type { Credential } from "./playground-store.ts";

const AGAIN_MS = 400;
/** A new key is known to every gateway within a second; some more for a busy one. */
const MOST_TRIES = 8;

/** The models that this caller is offered, or why the gateway does not say. `caller` counts callers: a key is part of no query's name. */
export function useModels({
  baseUrl,
  credential,
  caller,
  enabled,
}: {
  readonly baseUrl: string;
  readonly credential: Credential | null;
  readonly caller: number;
  readonly enabled: boolean;
}) {
  return useQuery({
    queryKey: ["playground", "models", baseUrl, caller],
    enabled,
    queryFn: async ({ signal }) => {
      for (let tries = 1; ; tries++) {
        const models = await listModels({ baseUrl, credential: credential?.secret ?? null }, signal);
        const isNew = credential?.made && models instanceof GatewayProblem && models.problem.status === 401;
        if (!isNew || tries === MOST_TRIES) return models;
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    },
  });
}
