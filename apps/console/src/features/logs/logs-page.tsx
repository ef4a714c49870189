"use client";

import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Pause, Radio, ScrollText, Settings2 } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { SavedViewsMenu } from "../../components/saved-views/saved-views-menu.tsx";
import { Button } from "../../components/ui/button.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { FilterBar } from "../../components/usage-filters/filter-bar.tsx";
import { timeKey, timeRange, type UsagePlace } from "../../components/usage-filters/usage-address.ts";
import { UsageNotShown } from "../../components/usage-filters/usage-not-shown.tsx";
import { goTo, useUsageAddress } from "../../components/usage-filters/use-usage-address.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { listLogs } from "../../lib/usage-api.ts";
import { LogCount } from "./log-count.tsx";
import { LogExport } from "./log-export.tsx";
import { logQuery } from "./log-query.ts";
import { LogSearch } from "./log-search.tsx";
import { LogTable } from "./log-table.tsx";
import { RequestPanel } from "./request-panel.tsx";
import { type Tail, useTail } from "./use-tail.ts";

const NOWHERE: UsagePlace = {};

/** Requests one by one, newest first; one of them opened with its why. `place`: on the page of an API or an application. */
export function LogsPage({ place = NOWHERE }: { readonly place?: UsagePlace }) {
  const address = useUsageAddress(place);
  const opened = useSearchParams().get("request");
  // Fixed while the page shows one address: pages of one list are of one time.
  const text = address.toString();
  const range = useMemo(() => timeRange(new URLSearchParams(text), Date.now()), [text]);
  const filters = logQuery(address);
  const list = useInfiniteQuery({
    queryKey: queryKeys.logs({ ...filters, time: timeKey(range) }),
    queryFn: ({ signal, pageParam }) => {
      const { name, fromMs, toMs } = timeRange(address, Date.now());
      const time = { from: new Date(fromMs).toISOString(), ...(name === "custom" ? { to: new Date(toMs).toISOString() } : {}) };
      return listLogs({ ...filters, ...time, perPage: "100", ...(pageParam ? { cursor: pageParam } : {}) }, { signal });
    },
    initialPageParam: "",
    getNextPageParam: ({ pagination }) => pagination.next,
    placeholderData: keepPreviousData,
  });
  const [live, setLive] = useState(false);
  const listed = useMemo(() => (list.data?.pages ?? []).flatMap(({ data }) => data), [list.data]);
  const tail = useTail({ filters, on: live && range.name !== "custom", newest: listed[0] });
  const entries = useMemo(
    () => [...tail.entries.filter((entry) => !listed.some(({ requestId }) => requestId === entry.requestId)), ...listed],
    [tail.entries, listed],
  );
  const button = range.name === "custom" ? null : <LiveButton live={live} onChange={setLive} />;
  return (
    <>
      {place === NOWHERE ? (
        <PageHeader
          title="Logs"
          meta={<TailState live={live} tail={tail} />}
          actions={
            <>
              {button}
              <LogExport filters={filters} range={range} />
            </>
          }
        />
      ) : null}
      <FilterBar address={address} range={range} place={place} offersPrice note={<LogCount page={list.data?.pages[0]} />}>
        <LogSearch address={address} />
        <SavedViewsMenu page="logs" address={address} place={place} />
        {place === NOWHERE ? null : (
          <>
            {button}
            <LogExport filters={filters} range={range} />
            {place.apiId ? (
              <ButtonLink href={paths.apiLogging(place.apiId)} icon={<Settings2 aria-hidden />}>
                Logging
              </ButtonLink>
            ) : null}
          </>
        )}
      </FilterBar>
      <div className={opened ? "flex-1 roomy:grid roomy:grid-cols-[minmax(0,1fr)_440px]" : "flex-1"}>
        <div className="min-w-0">
          <Body list={list} isEmpty={entries.length === 0} />
          {entries.length > 0 ? (
            <LogTable
              entries={entries}
              opened={opened}
              place={place}
              onEnd={list.hasNextPage && !list.isFetching && !list.isFetchNextPageError ? () => void list.fetchNextPage() : null}
            />
          ) : null}
          {list.isFetchNextPageError ? (
            <ErrorState
              title="Older requests could not be loaded"
              message={list.error.message}
              onRetry={() => void list.fetchNextPage()}
              busy={list.isFetchingNextPage}
            />
          ) : null}
        </div>
        {opened ? <RequestPanel requestId={opened} neighbours={neighboursOf(entries, opened)} /> : null}
      </div>
    </>
  );
}

interface BodyProps {
  readonly list: { readonly error: Error | null; readonly data: unknown; readonly isFetching: boolean; readonly refetch: () => unknown };
  readonly isEmpty: boolean;
}

/** The states without rows. */
function Body({ list: { error, data, isFetching, refetch }, isEmpty }: BodyProps) {
  if (data)
    return isEmpty ? (
      <EmptyState title="No request fits" icon={<ScrollText aria-hidden />}>
        Every call to a deployed API stands here within a second or two, refused ones too. Choose a longer time, or fewer filters.
      </EmptyState>
    ) : null;
  if (error)
    return (
      <UsageNotShown
        title="The logs could not be loaded"
        error={error}
        icon={<ScrollText aria-hidden />}
        onRetry={() => void refetch()}
        busy={isFetching}
      />
    );
  return (
    <div className="grid gap-3 p-4 wide:px-8" aria-busy>
      {Array.from({ length: 16 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
        <Skeleton key={index} className="h-6" />
      ))}
    </div>
  );
}

function LiveButton({ live, onChange }: { readonly live: boolean; readonly onChange: (live: boolean) => void }) {
  return (
    <Button icon={live ? <Pause aria-hidden /> : <Radio aria-hidden />} aria-pressed={live} onClick={() => onChange(!live)}>
      Live tail
    </Button>
  );
}

function TailState({ live, tail }: { readonly live: boolean; readonly tail: Tail }) {
  if (!live) return null;
  return (
    <span role="status" className="text-muted">
      {tail.paused ? "Paused while you read: scroll up to go on" : tail.missed ? "Live, the newest of many" : "Live"}
    </span>
  );
}

function neighboursOf(entries: readonly { readonly requestId: string }[], requestId: string) {
  const at = entries.findIndex((entry) => entry.requestId === requestId);
  const goAt = (index: number) => {
    const id = entries[index]?.requestId;
    return at >= 0 && id ? () => goTo({ request: id }) : null;
  };
  return { newer: goAt(at - 1), older: goAt(at + 1) };
}
