"use client";

import type { ApiSummary } from "@sluice/definition/resources";
import { useQuery } from "@tanstack/react-query";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { UnpricedNote } from "../../components/unpriced-note/unpriced-note.tsx";
import { listApis } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMaySomewhere } from "../../lib/use-may.ts";
import { AttentionCard } from "./attention-card.tsx";
import { DayCards } from "./day-cards.tsx";
import { FirstRequest } from "./first-request.tsx";
import { GatewaysCard } from "./gateways-card.tsx";
import { PendingCard } from "./pending-card.tsx";
import { isNotTheirs, useDay } from "./use-day.ts";

/** The environment at a glance: used, spent, failing, waiting. */
export function OverviewPage() {
  const { data: apis, error, refetch, isFetching } = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis });
  const day = useDay();
  const mayCreate = useMaySomewhere().includes("apis:create");
  const create = mayCreate ? (
    <ButtonLink variant="primary" href={paths.createApi} prefetch={false}>
      Create V4 API
    </ButtonLink>
  ) : null;
  return (
    <>
      <PageHeader title="Overview" meta={<span className="text-muted">Last 24 hours</span>} actions={create} />
      <div className="grid gap-4 p-4 wide:px-8 wide:py-6">
        {error && !apis ? (
          <ErrorState title="The APIs could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
        ) : null}
        {!apis && !error ? <Skeleton className="h-72" /> : null}
        {apis?.length === 0 ? (
          <div className="rounded-md border border-line bg-raised">
            <EmptyState title="No API yet" action={<ButtonLink href={paths.apis}>See how it works</ButtonLink>}>
              An API takes OpenAI's calls at a path of yours and speaks to any provider behind it. What it costs, who uses it and whether it
              is healthy stands here from its first request on.
            </EmptyState>
          </div>
        ) : null}
        {apis && apis.length > 0 ? (
          <>
            <LastDay apis={apis} day={day} />
            <UnpricedNote />
            <div className="grid items-start gap-4 roomy:grid-cols-[minmax(0,1fr)_344px]">
              <AttentionCard apis={apis} byApi={day.data?.byApi ?? null} />
              <div className="grid min-w-0 gap-4">
                <PendingCard />
                <GatewaysCard />
              </div>
            </div>
          </>
        ) : null}
      </div>
    </>
  );
}

/** What the last 24 hours were. Nothing for whom they are not, and a place as large as theirs while they load: cards that move are clicked in vain. */
function LastDay({ apis, day }: { readonly apis: readonly ApiSummary[]; readonly day: ReturnType<typeof useDay> }) {
  const { data, error, refetch, isFetching } = day;
  if (data) return data.total.requests > 0 ? <DayCards day={data} /> : <FirstRequest apis={apis} />;
  if (day.isPending) return <Skeleton className="h-71 roomy:h-34.5" />;
  if (!error || isNotTheirs(error)) return null;
  return (
    <div className="rounded-md border border-line bg-raised">
      <ErrorState title="The last 24 hours could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
    </div>
  );
}
