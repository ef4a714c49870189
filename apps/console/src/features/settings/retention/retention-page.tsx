"use client";

import { DEFAULT_CONTENT_DAYS } from "@sluice/definition/logging";
import { useQuery } from "@tanstack/react-query";
import { Card } from "../../../components/ui/card.tsx";
import { ErrorState } from "../../../components/ui/error-state.tsx";
import { queryKeys } from "../../../lib/query-keys.ts";
import { readRetention } from "../../../lib/retention-api.ts";
import { LoadingRows } from "../loading-rows.tsx";
import { RetentionForm } from "./retention-form.tsx";

/** How long usage is kept, and where it is said how long contents are. */
export function RetentionPage() {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.retention,
    queryFn: ({ signal }) => readRetention({ signal }),
  });
  return (
    <>
      <Card title="Usage" note="requests, and their sums by time">
        {data ? (
          <RetentionForm key={JSON.stringify(data)} stored={data} />
        ) : error ? (
          <ErrorState title="The retention could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
        ) : (
          <LoadingRows label="Loading the retention" />
        )}
      </Card>
      <Card title="Contents" note="what was asked and answered">
        <p className="max-w-160">
          Kept only where an API's logging says so, apart from usage and for days of their own: those that the API's logging says (its Logs,
          Logging), else <code>SLUICE_CONTENT_DAYS</code> of the gateways, {DEFAULT_CONTENT_DAYS} unless it is set.
        </p>
      </Card>
    </>
  );
}
