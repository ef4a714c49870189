"use client";

import { type ReactNode, useState } from "react";
import { DeployDialog } from "../../components/api-actions/deploy-dialog.tsx";
import { ApiState } from "../../components/api-state/api-state.tsx";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TabLinks } from "../../components/ui/tab-links.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { paths } from "../../lib/paths.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { ApiActions } from "./api-actions.tsx";
import { OutOfSyncBar } from "./out-of-sync-bar.tsx";
import { PendingBadge } from "./pending-badge.tsx";
import { RefusedBar } from "./refused-bar.tsx";
import { inForce, refusals, useApi, useDeployments } from "./use-api.ts";

/** What all pages of an API share: its name and state, what is saved and not deployed, the tabs. */
export function ApiFrame({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { data: api, error, refetch, isFetching } = useApi(id);
  const { data: deployments } = useDeployments(id);
  const mayWrite = useMayOnApi(id, "apis:write");
  // Up here, because what opens it goes away as soon as the API is deployed, and the dialog still waits for the gateways.
  const [deploying, setDeploying] = useState(false);
  const crumbs = [{ href: paths.apis, label: "APIs" }];
  if (!api)
    return (
      <>
        <PageHeader crumbs={crumbs} title={error ? "API" : <Skeleton className="h-6 w-40" />} />
        {error instanceof ApiError && error.code === "forbidden" ? (
          <EmptyState title="This API is not yours to see" action={<ButtonLink href={paths.home}>Back to your work</ButtonLink>}>
            Ask whoever owns it, or an administrator.
          </EmptyState>
        ) : error ? (
          <ErrorState title="The API could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
        ) : null}
      </>
    );
  const rejectedBy = api.state === "STARTED" ? refusals(inForce(deployments, api.deployedRevision)) : [];
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title={api.name}
        meta={
          <>
            <span className="text-muted">{api.apiVersion}</span>
            <ApiState api={{ ...api, rejectedBy }} />
          </>
        }
        actions={mayWrite ? <ApiActions api={api} onDeploy={() => setDeploying(true)} /> : null}
      />
      {api.deploymentState === "NEED_REDEPLOY" ? <OutOfSyncBar api={api} onDeploy={mayWrite ? () => setDeploying(true) : null} /> : null}
      {rejectedBy.length > 0 ? <RefusedBar rejectedBy={rejectedBy} revision={api.deployedRevision} /> : null}
      <TabLinks
        label={`Pages of ${api.name}`}
        tabs={[
          { href: paths.api(id), label: "Overview" },
          { href: paths.entrypoints(id), label: "Entrypoints" },
          { href: paths.endpoints(id), label: "Endpoints" },
          { href: paths.policies(id), label: "Policies" },
          { href: paths.plans(id), label: "Plans" },
          { href: paths.consumers(id), label: "Consumers", badge: <PendingBadge apiId={id} /> },
          { href: paths.apiAnalytics(id), label: "Analytics" },
          { href: paths.apiLogs(id), label: "Logs" },
          { href: paths.playground(id), label: "Playground" },
          { href: paths.deployments(id), label: "Deployments" },
        ]}
      />
      <main className="flex flex-1 flex-col">{children}</main>
      <DeployDialog api={api} open={deploying} onOpenChange={setDeploying} />
    </>
  );
}
