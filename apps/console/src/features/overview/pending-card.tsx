"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Ago } from "../../components/ui/ago.tsx";
import { Card } from "../../components/ui/card.tsx";
import { LINK } from "../../components/ui/link-class.ts";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { listSubscriptions } from "../../lib/subscriptions-api.ts";

const POLL_MS = 15_000;
const QUERY = { status: "PENDING", perPage: "5" };

/** Who waits for an answer. */
export function PendingCard() {
  const { data, isError } = useQuery({
    queryKey: queryKeys.subscriptionList(QUERY),
    queryFn: ({ signal }) => listSubscriptions(QUERY, { signal }),
    refetchInterval: POLL_MS,
  });
  const waiting = data?.pagination.totalCount ?? 0;
  return (
    <Card title="Asking for access" note={waiting > 0 ? waiting : null} flush>
      {!data ? isError ? <p className="px-4 py-3 text-muted">Could not be loaded.</p> : <Skeleton className="m-4" /> : null}
      {data?.data.length === 0 ? <p className="px-4 py-3 text-muted">Nobody waits for an answer.</p> : null}
      <ul>
        {(data?.data ?? []).map(({ id, apiId, applicationName, apiName, planName, createdAt }) => (
          <li key={id} className="border-line px-4 py-2 not-first:border-t">
            <Link href={paths.consumers(apiId)} className={`${LINK} wrap-anywhere`}>
              {applicationName}
            </Link>
            <span className="block text-muted wrap-anywhere">
              {apiName}, {planName}, <Ago iso={createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
