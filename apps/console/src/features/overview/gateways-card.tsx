"use client";

import { useQuery } from "@tanstack/react-query";
import { Ago } from "../../components/ui/ago.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { StateDot } from "../../components/ui/state-dot.tsx";
import { plural } from "../../lib/format.ts";
import { readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";

const POLL_MS = 5_000;

/** Which gateways run, and since when one does not. */
export function GatewaysCard() {
  const { data, isError } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways, refetchInterval: POLL_MS });
  return (
    <Card title="Gateways" note={data ? `${plural(data.deployed, "API")} live` : null} flush>
      {!data ? isError ? <p className="px-4 py-3 text-muted">Could not be loaded.</p> : <Skeleton className="m-4" /> : null}
      {data?.gateways.length === 0 ? <p className="px-4 py-3 text-muted">No gateway has reported yet.</p> : null}
      <ul>
        {(data?.gateways ?? []).map(({ id, alive, version, lastSeenAt }) => (
          <li key={id} className="flex min-h-10 flex-wrap items-center gap-x-3 border-line px-4 py-2 not-first:border-t">
            <StateDot shape={alive ? "on" : "bad"}>
              <span className="wrap-anywhere">{id}</span>
            </StateDot>
            <span className="ml-auto text-xs text-muted">
              {alive ? (
                version
              ) : (
                <>
                  seen <Ago iso={lastSeenAt} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
