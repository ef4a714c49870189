"use client";

import type { AuditEntryResource } from "@sluice/definition/audit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Pager } from "../../components/ui/pager.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { listAudit } from "../../lib/audit-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { AuditFilters } from "./audit-filters.tsx";
import { type AuditFilterName, auditQuery, withFilter } from "./audit-query.ts";
import { AuditTable } from "./audit-table.tsx";
import { EntryDialog } from "./entry-dialog.tsx";

/** Who changed what, when, from where; in its four states. */
export function AuditPage() {
  const address = useSearchParams();
  const query = auditQuery(address);
  const [opened, setOpened] = useState<AuditEntryResource | null>(null);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.audit(query),
    queryFn: ({ signal }) => listAudit(query, { signal }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = [...address.keys()].some((name) => name !== "page");
  return (
    <>
      <AuditFilters address={address} query={query} onFilter={setFilter} />
      <div className="min-w-0 rounded-md border border-line bg-raised">
        {error && !data ? (
          <ErrorState title="The audit could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
        ) : null}
        {!error && !data ? <Loading /> : null}
        {data?.data.length === 0 ? <Nothing isFiltered={isFiltered} /> : null}
        {data && data.data.length > 0 ? (
          <>
            <AuditTable entries={data.data} onOpen={setOpened} onFilter={setFilter} />
            <Pager
              pagination={data.pagination}
              onPage={(page) => setFilter("page", page === 1 ? "" : String(page))}
              words={["Newer", "Older"]}
            />
          </>
        ) : null}
      </div>
      {opened ? <EntryDialog entry={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}

function Loading() {
  return (
    <div className="grid gap-3 p-4" aria-busy>
      {Array.from({ length: 8 }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without identity
        <Skeleton key={index} className="h-7" />
      ))}
    </div>
  );
}

function Nothing({ isFiltered }: { readonly isFiltered: boolean }) {
  if (!isFiltered)
    return (
      <EmptyState title="Nothing was changed yet" icon={<ScrollText aria-hidden />}>
        Every change and every sign-in is kept here: who, what, when, and from where.
      </EmptyState>
    );
  return (
    <EmptyState
      title="No entry fits these filters"
      action={<Button onClick={() => window.history.replaceState(null, "", window.location.pathname)}>Show all</Button>}
    />
  );
}

/** The filters are in the address: a reload keeps them, a colleague gets them by link. */
function setFilter(name: AuditFilterName, value: string): void {
  const query = withFilter(window.location.search, name, value);
  window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
}
