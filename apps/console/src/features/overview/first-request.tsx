"use client";

import { publishedModels } from "@sluice/definition/model-id";
import type { ApiSummary } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { CallsCard } from "../../components/ready-calls/calls-card.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { baseUrlOf } from "../../lib/base-url.ts";
import { readApi, readGateways } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";

/** No request yet: how to send one, with the real address. */
export function FirstRequest({ apis }: { readonly apis: readonly ApiSummary[] }) {
  const live = apis.find(({ state, deploymentState }) => state === "STARTED" && deploymentState !== "NOT_DEPLOYED");
  const { data: api } = useQuery({
    queryKey: queryKeys.api(live?.id ?? ""),
    queryFn: ({ signal }) => readApi(live?.id ?? "", { signal }),
    enabled: live !== undefined,
  });
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  if (!live)
    return (
      <div className="rounded-md border border-line bg-raised">
        <EmptyState title="Nothing is deployed" action={<ButtonLink href={paths.apis}>Go to the APIs</ButtonLink>}>
          Deploy an API, then send it a first request: it is counted here.
        </EmptyState>
      </div>
    );
  const [model] = api ? publishedModels(api) : [];
  const path = api?.listeners[0]?.paths[0]?.path;
  if (!api || !gateways || !model || path === undefined) return <Skeleton className="h-64" />;
  const needsKey = !api.plans.some(({ status, security }) => status === "PUBLISHED" && security.type === "KEY_LESS");
  return (
    <section aria-label="First request" className="grid gap-2">
      <h2>No request in the last 24 hours</h2>
      <p className="text-muted">Send one to {api.name}: it is counted here within a second or two.</p>
      <CallsCard call={{ baseUrl: baseUrlOf(gateways.gatewayUrl, path), modelId: model.id, needsKey }} />
    </section>
  );
}
