"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useMemo } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { CopyLink } from "../../components/ui/copy-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { FilterBar } from "../../components/usage-filters/filter-bar.tsx";
import { timeRange } from "../../components/usage-filters/usage-address.ts";
import { useUsageAddress } from "../../components/usage-filters/use-usage-address.ts";
import { ApiError } from "../../lib/api-client.ts";
import { paths } from "../../lib/paths.ts";
import { AnalyticsPanels } from "./analytics-panels.tsx";
import { useAnalytics } from "./use-analytics.ts";

/** What it cost, who used it, is it healthy. `apiId`: on an API's own page. */
export function AnalyticsPage({ apiId }: { readonly apiId?: string }) {
  const address = useUsageAddress(apiId);
  const text = address.toString();
  const range = useMemo(() => timeRange(new URLSearchParams(text), Date.now()), [text]);
  const { data, error, refetch, isFetching } = useAnalytics(address);
  const isEmpty = data?.total?.requests === 0;
  return (
    <>
      {apiId ? null : <PageHeader title="Analytics" actions={<CopyLink />} />}
      <FilterBar address={address} range={range} ofOneApi={apiId !== undefined} note="against the period before" />
      <div className="grid gap-4 p-4 wide:px-8">
        {data && !isEmpty ? <AnalyticsPanels data={data} /> : null}
        {isEmpty ? <Nothing apiId={apiId} /> : null}
        {!data && error instanceof ApiError && error.code === "forbidden" ? (
          <EmptyState title="Choose an API" icon={<ChartNoAxesColumn aria-hidden />}>
            The usage of the whole environment is not yours to see. That of your APIs and applications is: choose one above.
          </EmptyState>
        ) : !data && error ? (
          <ErrorState title="The usage could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
        ) : null}
        {!data && !error ? <Loading /> : null}
      </div>
    </>
  );
}

/** As large as what comes, so that nothing moves. */
function Loading() {
  return (
    <div aria-busy className="grid gap-4">
      <Skeleton className="h-25" />
      <Skeleton className="h-80" />
      <Skeleton className="h-64" />
    </div>
  );
}

function Nothing({ apiId }: { readonly apiId: string | undefined }) {
  return (
    <div className="rounded-md border border-line bg-raised">
      <EmptyState
        title="No request in this time"
        icon={<ChartNoAxesColumn aria-hidden />}
        action={
          <ButtonLink href={apiId ? paths.api(apiId) : paths.apis}>
            {apiId ? "How to send the first request" : "Choose an API to call"}
          </ButtonLink>
        }
      >
        Every call to a deployed API is counted here within a second or two, refused ones too. An API's overview has its address and a first
        request ready to copy.
      </EmptyState>
    </div>
  );
}
