"use client";

import type { SubscriptionResource } from "@sluice/definition/consumers";
import { useQuery } from "@tanstack/react-query";
import { CallsCard } from "../../components/ready-calls/calls-card.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { baseUrlOf } from "../../lib/base-url.ts";
import { readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useCatalogue } from "./use-application.ts";

/** Calls to paste, for this subscription's API and one of its models. Nothing where the API names no model, or is offered no more. */
export function HowToCall({ subscription }: { readonly subscription: SubscriptionResource }) {
  const { data: gateways, isError } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  const catalogue = useCatalogue();
  if ((!gateways && !isError) || catalogue.isPending) return <Skeleton className="h-40 w-full" />;
  const modelId = catalogue.data?.find(({ apiId }) => apiId === subscription.apiId)?.models[0];
  const [path] = subscription.contextPaths;
  if (!gateways || !modelId || path === undefined) return null;
  return <CallsCard call={{ baseUrl: baseUrlOf(gateways.gatewayUrl, path), modelId, needsKey: true }} />;
}
