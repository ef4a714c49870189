"use client";

import { ChartNoAxesColumn } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { SavedViewsMenu } from "../../components/saved-views/saved-views-menu.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { CopyLink } from "../../components/ui/copy-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { UnpricedNote } from "../../components/unpriced-note/unpriced-note.tsx";
import { FilterBar } from "../../components/usage-filters/filter-bar.tsx";
import { timeRange, type UsagePlace } from "../../components/usage-filters/usage-address.ts";
import { UsageNotShown } from "../../components/usage-filters/usage-not-shown.tsx";
import { useUsageAddress } from "../../components/usage-filters/use-usage-address.ts";
import { paths } from "../../lib/paths.ts";
import { useMay } from "../../lib/use-may.ts";
import { AnalyticsPanels } from "./analytics-panels.tsx";
import { UnpricedTokens } from "./unpriced-tokens.tsx";
import { type Analytics, useAnalytics } from "./use-analytics.ts";

const NOWHERE: UsagePlace = {};

/** What it cost, who used it, is it healthy. `place`: on the page of an API or an application. */
export function AnalyticsPage({ place = NOWHERE }: { readonly place?: UsagePlace }) {
  const address = useUsageAddress(place);
  const text = address.toString();
  const range = useMemo(() => timeRange(new URLSearchParams(text), Date.now()), [text]);
  const { data, error, refetch, isFetching } = useAnalytics(address, place.applicationId ? "apiId" : "applicationId");
  const isEmpty = data?.total?.requests === 0;
  return (
    <>
      {place === NOWHERE ? <PageHeader title="Analytics" actions={<Actions />} /> : null}
      <FilterBar address={address} range={range} place={place} note="against the period before">
        <SavedViewsMenu page="analytics" address={address} place={place} />
        <ToLogs place={place} />
      </FilterBar>
      <div className="grid gap-4 p-4 wide:px-8">
        {data ? <Unpriced data={data} place={place} alone={address.get("unpriced") === "true"} /> : null}
        {data && !isEmpty ? <AnalyticsPanels data={data} place={place} /> : null}
        {isEmpty ? <Nothing place={place} /> : null}
        {!data && error ? (
          <UsageNotShown
            title="The usage could not be loaded"
            error={error}
            icon={<ChartNoAxesColumn aria-hidden />}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {!data && !error ? <Loading /> : null}
      </div>
    </>
  );
}

interface UnpricedProps {
  readonly data: Analytics;
  readonly place: UsagePlace;
  readonly alone: boolean;
}

/** Of this time; where there is nothing, of the last days. */
function Unpriced({ data: { total, byModel }, place, alone }: UnpricedProps) {
  if (total && total.unpricedTokens > 0) return <UnpricedTokens tokens={total.unpricedTokens} byModel={byModel.now} alone={alone} />;
  return place.applicationId ? null : <UnpricedNote apiId={place.apiId} />;
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

/** What is made of the same numbers: other prices, and a provider's own count. */
function Actions() {
  const query = useSearchParams().toString();
  const mayReconcile = useMay("apis:read");
  return (
    <>
      <ButtonLink href={query ? `${paths.whatIf}?${query}` : paths.whatIf} className="max-narrow:hidden">
        What if
      </ButtonLink>
      {mayReconcile ? (
        <ButtonLink href={paths.reconciliations} className="max-narrow:hidden">
          Reconcile
        </ButtonLink>
      ) : null}
      <CopyLink />
    </>
  );
}

/** One by one what is summed here, under the same filters. */
function ToLogs({ place }: { readonly place: UsagePlace }) {
  const query = useSearchParams().toString();
  const href = logsOf(place);
  return (
    <ButtonLink href={query ? `${href}?${query}` : href} variant="quiet">
      Show requests
    </ButtonLink>
  );
}

function logsOf({ apiId, applicationId }: UsagePlace): string {
  if (apiId) return paths.apiLogs(apiId);
  return applicationId ? paths.applicationLogs(applicationId) : paths.logs;
}

function firstRequest({ apiId, applicationId }: UsagePlace): { readonly href: string; readonly words: string } {
  if (apiId) return { href: paths.api(apiId), words: "How to send the first request" };
  if (applicationId) return { href: paths.application(applicationId), words: "Its subscriptions and keys" };
  return { href: paths.apis, words: "Choose an API to call" };
}

function Nothing({ place }: { readonly place: UsagePlace }) {
  const { href, words } = firstRequest(place);
  return (
    <div className="rounded-md border border-line bg-raised">
      <EmptyState
        title="No request in this time"
        icon={<ChartNoAxesColumn aria-hidden />}
        action={<ButtonLink href={href}>{words}</ButtonLink>}
      >
        Every call to a deployed API is counted here within a second or two, refused ones too. An API's overview has its address and a first
        request ready to copy.
      </EmptyState>
    </div>
  );
}
