"use client";

import { publishedModels } from "@sluice/definition/model-id";
import type { ApiResource } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { CallsCard } from "../../components/ready-calls/calls-card.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { Card } from "../../components/ui/card.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { baseUrlOf } from "../../lib/base-url.ts";
import { formatDateTime } from "../../lib/format.ts";
import { readGateways } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { DangerZone } from "./danger-zone.tsx";
import { GatewaysCard } from "./gateways-card.tsx";
import { ModelsTable } from "./models-table.tsx";
import { PlansCard } from "./plans-card.tsx";
import { inForce, useApi, useDeployments } from "./use-api.ts";

/** What an API is: where it answers, with which models, for whom, and how to call it. */
export function ApiOverview({ id }: { readonly id: string }) {
  const { data: api } = useApi(id);
  const { data: deployments } = useDeployments(id);
  const { data: gateways } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  const mayWrite = useMayOnApi(id, "apis:write");
  // The frame above says why, when it cannot be loaded.
  if (!api) return null;
  const [firstModel] = publishedModels(api);
  const address = gateways ? addressesOf(api, gateways.gatewayUrl) : null;
  const needsKey = !api.plans.some((plan) => plan.status === "PUBLISHED" && plan.security.type === "KEY_LESS");
  return (
    <div className="grid items-start gap-4 p-4 wide:px-8 wide:pt-6 wide:pb-8 roomy:grid-cols-[minmax(0,1fr)_344px]">
      <div className="grid min-w-0 gap-4">
        <Card
          title="Address"
          note={api.state === "STARTED" ? "where callers send OpenAI's requests" : "answers once the API is live"}
          flush
          actions={
            mayWrite ? (
              <ButtonLink size="sm" variant="quiet" href={paths.entrypoints(api.id)} aria-label="Edit the address">
                Edit
              </ButtonLink>
            ) : null
          }
        >
          {address ? address.map((url) => <AddressRow key={url} url={url} />) : <Skeleton className="m-4 w-72" />}
          {api.description ? <p className="border-t border-line px-4 py-3 wrap-anywhere text-muted">{api.description}</p> : null}
        </Card>
        {address?.[0] && firstModel ? <CallsCard call={{ baseUrl: address[0], modelId: firstModel.id, needsKey }} /> : null}
        <ModelsTable api={api} />
      </div>
      <div className="grid min-w-0 gap-4">
        <GatewaysCard api={api} deployment={inForce(deployments, api.deployedRevision)} status={gateways} />
        <PlansCard plans={api.plans} />
        <Facts api={api} />
        <DangerZone api={api} />
      </div>
    </div>
  );
}

function addressesOf(api: ApiResource, gatewayUrl: string): readonly string[] {
  return api.listeners.flatMap((listener) => listener.paths.map(({ path }) => baseUrlOf(gatewayUrl, path)));
}

function AddressRow({ url }: { readonly url: string }) {
  return (
    <div className="flex min-h-11 items-center gap-2 border-line py-1 pr-2 pl-4 not-first:border-t">
      <code className="min-w-0 flex-1 wrap-anywhere">{url}</code>
      <CopyButton text={url} what="the address" iconOnly />
    </div>
  );
}

function Facts({ api }: { readonly api: ApiResource }) {
  const [listener] = api.listeners;
  const tracked = listener?.entrypoints[0]?.configuration.enforceUsage ?? true;
  return (
    <Card title="Details">
      <dl className="grid grid-cols-[112px_minmax(0,1fr)] gap-y-1.5 [&_dd]:wrap-anywhere [&_dt]:text-muted">
        <dt>Type</dt>
        <dd>LLM Proxy, V4</dd>
        <dt>Stream tokens</dt>
        <dd>{tracked ? "tracked" : "not tracked"}</dd>
        <dt>Changed</dt>
        <dd>
          <time dateTime={api.updatedAt} suppressHydrationWarning>
            {formatDateTime(api.updatedAt)}
          </time>{" "}
          by {api.updatedBy}
        </dd>
        <dt>Created</dt>
        <dd>
          <time dateTime={api.createdAt} suppressHydrationWarning>
            {formatDateTime(api.createdAt)}
          </time>{" "}
          by {api.createdBy}
        </dd>
      </dl>
    </Card>
  );
}
