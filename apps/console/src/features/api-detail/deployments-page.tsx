"use client";

import type { ApiResource, DeploymentResource } from "@sluice/definition/resources";
import { Ellipsis, GitCompareArrows, History, Rocket } from "lucide-react";
import { useState } from "react";
import { Badge } from "../../components/ui/badge.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Menu } from "../../components/ui/menu.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { StateDot } from "../../components/ui/state-dot.tsx";
import { Cell, HeadCell, Row, Table } from "../../components/ui/table.tsx";
import { formatDateTime } from "../../lib/format.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { RevisionDialog } from "./revision-dialog.tsx";
import { RollbackDialog } from "./rollback-dialog.tsx";
import { useApi, useDeployments } from "./use-api.ts";

/** What was deployed, when, by whom, and what the gateways said. */
export function DeploymentsPage({ id }: { readonly id: string }) {
  const { data: api } = useApi(id);
  const { data, error, refetch, isFetching } = useDeployments(id);
  if (!api) return null;
  return (
    <div className="p-4 wide:px-8 wide:pt-6 wide:pb-8">
      <div className="rounded-md border border-line bg-raised">
        {error && !data ? (
          <ErrorState
            title="The deployments could not be loaded"
            message={error.message}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {!error && !data ? <Skeleton className="m-4 h-32" /> : null}
        {data?.length === 0 ? (
          <EmptyState title="Nothing was deployed yet" icon={<Rocket aria-hidden />}>
            Deploy API, above, sends what is saved to every gateway.
          </EmptyState>
        ) : null}
        {data && data.length > 0 ? <RevisionTable api={api} deployments={data} /> : null}
      </div>
    </div>
  );
}

interface Asked {
  readonly what: "changes" | "rollback";
  readonly revision: number;
}

function RevisionTable({ api, deployments }: { readonly api: ApiResource; readonly deployments: readonly DeploymentResource[] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const mayWrite = useMayOnApi(api.id, "apis:write");
  const close = () => setAsked(null);
  return (
    <>
      <Table label="Deployments">
        <thead>
          <tr>
            <HeadCell>Revision</HeadCell>
            <HeadCell className="max-wide:hidden">Label</HeadCell>
            <HeadCell>Gateways</HeadCell>
            <HeadCell className="max-wide:hidden">Deployed</HeadCell>
            <HeadCell className="max-wide:hidden">By</HeadCell>
            <HeadCell>
              <span className="sr-only">Actions</span>
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {deployments.map((deployment) => (
            <Row key={deployment.revision}>
              <Cell className="max-wide:py-2">
                <span className="flex items-center gap-2">
                  <span className="font-medium">{deployment.revision}</span>
                  {deployment.revision === api.deployedRevision ? <Badge tone="ok">In use</Badge> : null}
                </span>
                {/* What has columns of its own where there is room. */}
                <span className="grid text-xs whitespace-normal text-muted wide:hidden">
                  <span>{deployment.label}</span>
                  <time dateTime={deployment.createdAt} suppressHydrationWarning>
                    {formatDateTime(deployment.createdAt)}
                  </time>
                  <span className="wrap-anywhere">{deployment.createdBy}</span>
                </span>
              </Cell>
              <Cell className="max-w-56 truncate max-wide:hidden">{deployment.label ?? <span className="text-faint">–</span>}</Cell>
              <Cell className="py-2 whitespace-normal!">
                <GatewayWords deployment={deployment} />
              </Cell>
              <Cell className="max-wide:hidden">
                <time dateTime={deployment.createdAt} suppressHydrationWarning>
                  {formatDateTime(deployment.createdAt)}
                </time>
              </Cell>
              <Cell className="max-w-48 truncate max-wide:hidden">{deployment.createdBy}</Cell>
              <Cell className="w-14 text-right">
                <Menu
                  trigger={
                    <IconButton plain size="sm" label={`More for revision ${deployment.revision}`} icon={<Ellipsis aria-hidden />} />
                  }
                  groups={[
                    [
                      {
                        label: "View changes",
                        icon: <GitCompareArrows aria-hidden />,
                        onSelect: () => setAsked({ what: "changes", revision: deployment.revision }),
                      },
                      ...((deployment.revision === api.deployedRevision && api.deploymentState === "DEPLOYED") || !mayWrite
                        ? []
                        : [
                            {
                              label: `Roll back to ${deployment.revision}`,
                              icon: <History aria-hidden />,
                              onSelect: () => setAsked({ what: "rollback", revision: deployment.revision }),
                            },
                          ]),
                    ],
                  ]}
                />
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
      {asked?.what === "changes" ? <RevisionDialog apiId={api.id} revision={asked.revision} onClose={close} /> : null}
      {asked?.what === "rollback" ? <RollbackDialog api={api} revision={asked.revision} onClose={close} /> : null}
    </>
  );
}

function GatewayWords({ deployment }: { readonly deployment: DeploymentResource }) {
  if (deployment.gateways.length === 0) return <span className="text-muted">no word yet</span>;
  return (
    <ul className="grid gap-1">
      {deployment.gateways.map((word) => (
        <li key={word.id}>
          <span className="flex flex-wrap items-center gap-x-3">
            <code>{word.id}</code>
            <StateDot shape={word.status === "applied" ? "on" : "bad"}>{word.status === "applied" ? "Applied" : "Refused"}</StateDot>
          </span>
          {word.reason ? <p className="max-w-120 text-xs wrap-anywhere text-danger">{word.reason}</p> : null}
        </li>
      ))}
    </ul>
  );
}
