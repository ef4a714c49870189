"use client";

import { useQuery } from "@tanstack/react-query";
import { plural } from "../../lib/format.ts";
import { readGateways } from "../../lib/management-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { Skeleton } from "../ui/skeleton.tsx";
import { StateDot } from "../ui/state-dot.tsx";

const POLL_MS = 5_000;

/** How many gateways run, and what they serve: `1/1 gateways`, `3 APIs live`. Takes its place before it knows. */
export function GatewayHealth() {
  const { data, isError } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways, refetchInterval: POLL_MS });
  if (!data)
    return (
      <div className="grid h-10 content-start gap-1">
        {isError ? <span className="text-muted">Gateways unknown</span> : <Skeleton className="my-0.5 w-24" />}
      </div>
    );
  const alive = data.gateways.filter((gateway) => gateway.alive).length;
  const well = alive > 0 && alive === data.gateways.length;
  return (
    <div className="grid h-10 content-start gap-1">
      <StateDot shape={well ? "on" : "bad"} strong>
        {data.gateways.length === 0 ? "No gateway" : `${alive}/${data.gateways.length} gateways`}
      </StateDot>
      <span className="truncate text-xs text-muted">
        {data.deployed === 0 ? "nothing deployed" : `${plural(data.deployed, "API")} live`}
      </span>
    </div>
  );
}
