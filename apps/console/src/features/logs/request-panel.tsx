"use client";

import type { LogDetail } from "@sluice/definition/logs";
import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "../../components/ui/badge.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { goTo } from "../../components/usage-filters/use-usage-address.ts";
import { ApiError } from "../../lib/api-client.ts";
import { focusOnce } from "../../lib/focus-once.ts";
import { formatCount, formatMs } from "../../lib/format.ts";
import { formatCost } from "../../lib/format-amount.ts";
import { readGateways } from "../../lib/management-api.ts";
import { mayPass } from "../../lib/query-client.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readLog } from "../../lib/usage-api.ts";
import { curlOf } from "./curl-of.ts";
import { RequestWhy } from "./request-why.tsx";

export interface RequestPanelProps {
  readonly requestId: string;
  /** The rows above and below in the list; null at its ends. */
  readonly neighbours: { readonly newer: (() => void) | null; readonly older: (() => void) | null };
}

/** A request's row is there a second or so after its answer: who comes from there at once is not told that there is none. */
const MOST_LOOKS = 5;
const LOOK_AGAIN_MS = 1_000;
const mayCome = (error: Error) => mayPass(error) || (error instanceof ApiError && error.code === "not_found");

const close = () => goTo({ request: "" });

/** One request: its numbers, and why it went as it went. Beside the list where there is room, above it elsewhere. */
export function RequestPanel({ requestId, neighbours }: RequestPanelProps) {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.log(requestId),
    queryFn: ({ signal }) => readLog(requestId, { signal }),
    retry: (failures, error) => failures < MOST_LOOKS && mayCome(error),
    retryDelay: LOOK_AGAIN_MS,
  });
  return (
    <aside
      aria-label={`Request ${requestId}`}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
      className="fixed inset-y-0 right-0 z-30 w-full overflow-y-auto border-line bg-raised wide:w-110 wide:border-l wide:max-roomy:shadow-float roomy:sticky roomy:top-0 roomy:h-dvh"
    >
      <header className="sticky top-0 z-10 flex min-h-12 items-center gap-2 border-b border-line bg-raised py-2 pr-2 pl-4">
        {data ? <StatusBadge status={data.status} /> : null}
        <h2
          tabIndex={-1}
          ref={focusOnce}
          className="min-w-0 flex-1 truncate font-mono text-code font-normal outline-none"
          title={requestId}
        >
          {requestId}
        </h2>
        {data ? <CopyCurl entry={data} /> : null}
        <IconButton
          plain
          label="Newer request"
          icon={<ChevronUp aria-hidden />}
          disabled={!neighbours.newer}
          onClick={neighbours.newer ?? undefined}
        />
        <IconButton
          plain
          label="Older request"
          icon={<ChevronDown aria-hidden />}
          disabled={!neighbours.older}
          onClick={neighbours.older ?? undefined}
        />
        <IconButton plain label="Close the request" icon={<X aria-hidden />} onClick={close} />
      </header>
      {error && !data ? (
        <ErrorState title="The request could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
      ) : null}
      {!error && !data ? <Skeleton className="m-4 h-72" /> : null}
      {data ? (
        <>
          <Figures entry={data} />
          <RequestWhy key={requestId} entry={data} />
        </>
      ) : null}
    </aside>
  );
}

function StatusBadge({ status }: { readonly status: number }) {
  return <Badge tone={status < 400 ? "ok" : status < 500 ? "warn" : "danger"}>{status}</Badge>;
}

function CopyCurl({ entry }: { readonly entry: LogDetail }) {
  const { data } = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  return data ? <CopyButton text={curlOf(entry, data.gatewayUrl)} what="as curl" /> : null;
}

function Figures({ entry: { cost, usage, firstByteMs, totalMs } }: { readonly entry: LogDetail }) {
  const tokens = usage.totalTokens === null ? "–" : `${formatCount(usage.promptTokens ?? 0)} + ${formatCount(usage.completionTokens ?? 0)}`;
  return (
    <dl className="grid grid-cols-2 border-b border-line overflow-hidden narrow:grid-cols-4 [&>*]:-mt-px [&>*]:-ml-px [&>*]:border-t [&>*]:border-l [&>*]:border-line">
      <Figure label="Cost">{cost === null ? (usage.totalTokens ? "unpriced" : "–") : formatCost(cost)}</Figure>
      <Figure label="Tokens">{usage.provenance === "estimated" ? `≈ ${tokens}` : tokens}</Figure>
      <Figure label="First byte">{firstByteMs === null ? "–" : formatMs(firstByteMs)}</Figure>
      <Figure label="Total">{formatMs(totalMs)}</Figure>
    </dl>
  );
}

function Figure({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-2.5">
      <dt className="text-xs text-muted">{label}</dt>
      <dd className="font-medium wrap-anywhere">{children}</dd>
    </div>
  );
}
