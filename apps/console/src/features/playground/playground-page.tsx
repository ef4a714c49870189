"use client";

import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { readApi, readDeployment, readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMe } from "../../lib/use-me.ts";
import { NotReady } from "./not-ready.tsx";
import { PlaygroundView } from "./playground-view.tsx";
import { readinessOf } from "./readiness.ts";

const POLL_MS = 5_000;

/** Calls the deployed API as an application would, or says what is in the way. */
export function PlaygroundPage({ apiId }: { readonly apiId: string }) {
  const { data: me } = useMe();
  const { data: api } = useQuery({ queryKey: queryKeys.api(apiId), queryFn: ({ signal }) => readApi(apiId, { signal }) });
  const gateways = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways, refetchInterval: POLL_MS });
  const revision = api?.deployedRevision ?? null;
  const deployment = useQuery({
    queryKey: queryKeys.deployment(apiId, revision ?? 0),
    queryFn: ({ signal }) => readDeployment(apiId, revision ?? 0, { signal }),
    enabled: revision !== null,
  });
  const failed = [gateways, deployment].find(({ error, data }) => error && !data);
  // The frame above says why, when the API itself cannot be loaded.
  if (failed)
    return (
      <ErrorState
        title="The playground could not be loaded"
        message={failed.error?.message ?? ""}
        onRetry={() => void failed.refetch()}
        busy={failed.isFetching}
      />
    );
  if (!api || !me || !gateways.data || (revision !== null && !deployment.data)) return <Loading />;
  const readiness = readinessOf(api, deployment.data ?? null, gateways.data);
  if (readiness === null)
    return (
      <ErrorState
        title="The playground could not be loaded"
        message="The deployed definition cannot be read. Deploy the API anew."
        onRetry={() => void deployment.refetch()}
        busy={deployment.isFetching}
      />
    );
  if (readiness.kind !== "ready") return <NotReady kind={readiness.kind} apiId={apiId} />;
  return <PlaygroundView apiId={apiId} personId={me.id} ready={readiness} />;
}

function Loading() {
  return (
    <div aria-busy className="grid gap-4 p-4 wide:px-8 wide:py-6">
      <Skeleton className="h-8 w-80 max-w-full" />
      <Skeleton className="h-64" />
    </div>
  );
}
