"use client";

import { publishedModels } from "@sluice/definition/model-id";
import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import type { ReadyCall } from "../../components/ready-calls/ready-calls.ts";
import { baseUrlOf } from "../../lib/base-url.ts";
import { readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";

/** A first call of an API with a key; null while the gateways' address is not known, or when it names no model. */
export function useReadyCall(api: ApiResource): ReadyCall | null {
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  const [model] = publishedModels(api);
  const path = api.listeners[0]?.paths[0]?.path;
  if (!gateways || !model || path === undefined) return null;
  return { baseUrl: baseUrlOf(gateways.gatewayUrl, path), modelId: model.id, needsKey: true };
}
