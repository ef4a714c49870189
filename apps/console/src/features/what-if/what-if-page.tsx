"use client";

import type { WhatIfChange, WhatIfRow } from "@sluice/definition/what-if";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Calculator } from "lucide-react";
import { useMemo, useState } from "react";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { Button } from "../../components/ui/button.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { FilterBar } from "../../components/usage-filters/filter-bar.tsx";
import { timeKey, timeRange, type UsagePlace, usageFilters } from "../../components/usage-filters/usage-address.ts";
import { UsageNotShown } from "../../components/usage-filters/usage-not-shown.tsx";
import { useUsageAddress } from "../../components/usage-filters/use-usage-address.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { askWhatIf } from "../../lib/what-if-api.ts";
import { PriceAsDialog } from "./price-as-dialog.tsx";
import { WhatIfFigures } from "./what-if-figures.tsx";
import { WhatIfTable } from "./what-if-table.tsx";

const NOWHERE: UsagePlace = {};

/** The same past traffic with another model or another price. What is changed here is kept nowhere. */
export function WhatIfPage() {
  const address = useUsageAddress(NOWHERE);
  const text = address.toString();
  const range = useMemo(() => timeRange(new URLSearchParams(text), Date.now()), [text]);
  const [changes, setChanges] = useState<readonly WhatIfChange[]>([]);
  const [asked, setAsked] = useState<WhatIfRow | null>(null);
  const filters = usageFilters(address);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.whatIf({ ...filters, time: timeKey(range) }, JSON.stringify(changes)),
    queryFn: ({ signal }) => {
      const { fromMs, toMs } = timeRange(address, Date.now());
      const time = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
      return askWhatIf({ ...filters, ...time, changes: [...changes] }, { signal });
    },
    placeholderData: keepPreviousData,
  });
  const change = (row: WhatIfRow, as: WhatIfChange["as"] | null) => {
    const others = changes.filter((one) => !isOf(one, row));
    const place = { model: row.model ?? "", ...(row.provider === null ? {} : { provider: row.provider }) };
    setChanges(as === null ? others : [...others, { ...place, as }]);
  };
  const rows = data?.rows.filter(({ model }) => model !== null) ?? [];
  return (
    <>
      <PageHeader
        crumbs={[{ href: paths.analytics, label: "Analytics" }]}
        title="What if"
        actions={changes.length > 0 ? <Button onClick={() => setChanges([])}>Take all back</Button> : null}
      />
      <FilterBar address={address} range={range} place={NOWHERE} note="nothing here changes a price" />
      <div className="grid gap-4 p-4 wide:px-8">
        {data && rows.length > 0 ? (
          <>
            <WhatIfFigures data={data} />
            <WhatIfTable rows={rows} changes={changes} onAsk={setAsked} onBack={(row) => change(row, null)} />
          </>
        ) : null}
        {data && rows.length === 0 ? (
          <div className="rounded-md border border-line bg-raised">
            <EmptyState title="No model was called in this time" icon={<Calculator aria-hidden />}>
              Choose a longer time, or fewer filters: what was used is priced anew here, with another model or another price.
            </EmptyState>
          </div>
        ) : null}
        {!data && error ? (
          <UsageNotShown
            title="It could not be worked out"
            error={error}
            icon={<Calculator aria-hidden />}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {data && error ? (
          <ErrorState
            title="The last change could not be worked out"
            message={error.message}
            onRetry={() => void refetch()}
            busy={isFetching}
          />
        ) : null}
        {!data && !error ? (
          <div aria-busy className="grid gap-4">
            <Skeleton className="h-25" />
            <Skeleton className="h-64" />
          </div>
        ) : null}
      </div>
      {asked ? (
        <PriceAsDialog
          row={asked}
          current={changes.find((one) => isOf(one, asked))?.as}
          onClose={() => setAsked(null)}
          onChoose={(as) => {
            change(asked, as);
            setAsked(null);
          }}
        />
      ) : null}
    </>
  );
}

export function isOf({ model, provider }: WhatIfChange, row: Pick<WhatIfRow, "model" | "provider">): boolean {
  return model === row.model && (provider ?? null) === row.provider;
}
