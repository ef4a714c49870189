"use client";

import type { ReactNode } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { TabLinks } from "../../components/ui/tab-links.tsx";
import { ApiError } from "../../lib/api-client.ts";
import { paths } from "../../lib/paths.ts";
import { SubscribeButton } from "./subscribe-button.tsx";
import { may, useApplication } from "./use-application.ts";

/** What all pages of an application share: its name, what to do next, the tabs. */
export function ApplicationFrame({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { data: application, error, refetch, isFetching } = useApplication(id);
  const crumbs = [{ href: paths.applications, label: "Applications" }];
  if (!application)
    return (
      <>
        <PageHeader crumbs={crumbs} title={error ? "Application" : <Skeleton className="h-6 w-40" />} />
        {error ? <NotShown error={error} onRetry={() => void refetch()} busy={isFetching} /> : null}
      </>
    );
  return (
    <>
      <PageHeader
        crumbs={crumbs}
        title={application.name}
        meta={<span className="text-muted">{application.description}</span>}
        actions={may(application, "applications:write") ? <SubscribeButton application={application} /> : null}
      />
      <TabLinks
        label={`Pages of ${application.name}`}
        tabs={[
          { href: paths.application(id), label: "Subscriptions" },
          { href: paths.applicationLimits(id), label: "Limits" },
          { href: paths.applicationAnalytics(id), label: "Analytics" },
          { href: paths.applicationLogs(id), label: "Logs" },
          { href: paths.applicationMembers(id), label: "Members" },
          { href: paths.applicationSettings(id), label: "Settings" },
        ]}
      />
      <main className="flex-1 p-4 wide:px-8 wide:pt-6 wide:pb-8">{children}</main>
    </>
  );
}

interface NotShownProps {
  readonly error: Error;
  readonly onRetry: () => void;
  readonly busy: boolean;
}

function NotShown({ error, onRetry, busy }: NotShownProps) {
  if (!(error instanceof ApiError) || error.code !== "forbidden")
    return <ErrorState title="The application could not be loaded" message={error.message} onRetry={onRetry} busy={busy} />;
  return (
    <EmptyState title="This application is not yours to see" action={<ButtonLink href={paths.applications}>All applications</ButtonLink>}>
      Whoever owns it can make you a member.
    </EmptyState>
  );
}
