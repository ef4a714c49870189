"use client";

import type { ApiResource } from "@sluice/definition/resources";
import { Inbox, SearchX } from "lucide-react";
import { Button } from "../../components/ui/button.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Pager } from "../../components/ui/pager.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { paths } from "../../lib/paths.ts";
import { type ConsumerFilters, isNarrowed } from "./consumer-filters.ts";
import { ConsumerTable } from "./consumer-table.tsx";
import type { useConsumers } from "./use-consumers.ts";

export interface ConsumerListProps {
  readonly api: ApiResource;
  readonly list: ReturnType<typeof useConsumers>;
  readonly filters: ConsumerFilters;
  readonly onOpen: (id: string) => void;
  readonly onPage: (page: number) => void;
  readonly onReset: () => void;
}

/** The subscriptions that the filters let through. */
export function ConsumerList({ api, list, filters, onOpen, onPage, onReset }: ConsumerListProps) {
  const { data, error, refetch, isFetching } = list;
  return (
    <div className="rounded-md border border-line bg-raised">
      {error && !data ? (
        <ErrorState
          title="The subscriptions could not be loaded"
          message={error.message}
          onRetry={() => void refetch()}
          busy={isFetching}
        />
      ) : null}
      {!error && !data ? <Skeleton className="m-4 h-40" /> : null}
      {data && data.data.length === 0 ? <Nobody api={api} narrowed={isNarrowed(filters)} onReset={onReset} /> : null}
      {data && data.data.length > 0 ? <ConsumerTable subscriptions={data.data} opened={filters.subscription} onOpen={onOpen} /> : null}
      {data && data.data.length > 0 ? <Pager pagination={data.pagination} onPage={onPage} /> : null}
    </div>
  );
}

interface NobodyProps {
  readonly api: ApiResource;
  readonly narrowed: boolean;
  readonly onReset: () => void;
}

function Nobody({ api, narrowed, onReset }: NobodyProps) {
  if (narrowed)
    return (
      <EmptyState
        title="No subscription fits these filters"
        icon={<SearchX aria-hidden />}
        action={<Button onClick={onReset}>Reset filters</Button>}
      />
    );
  const subscribable = api.plans.some(({ security, status }) => security.type !== "KEY_LESS" && status === "PUBLISHED");
  return (
    <EmptyState
      title="Nobody subscribes yet"
      icon={<Inbox aria-hidden />}
      action={subscribable ? null : <ButtonLink href={paths.plans(api.id)}>Plans</ButtonLink>}
    >
      {subscribable
        ? "Applications subscribe to a published plan. Those that wait for your approval appear here."
        : "Publish a plan with keys, tokens or certificates first: nobody can subscribe to a keyless one."}
    </EmptyState>
  );
}
