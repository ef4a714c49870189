"use client";

import type { ContentLeg } from "@sluice/definition/contents";
import type { LogDetail } from "@sluice/definition/logs";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../../components/ui/button.tsx";
import { CopyButton } from "../../components/ui/copy-button.tsx";
import { Disclosure } from "../../components/ui/disclosure.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Reachable } from "../../components/ui/reachable.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { formatCount } from "../../lib/format.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { readContent } from "../../lib/usage-api.ts";
import { useMayOnApi } from "../../lib/use-may.ts";
import { legTitle, NOT_KEPT, OMITTED, prettyBody } from "./content-words.ts";

/** What was asked and answered. Loaded when somebody asks for it, and not before: the audit tells who has read it. */
export function RequestContents({ entry: { requestId, apiId, contentState } }: { readonly entry: LogDetail }) {
  const why = NOT_KEPT[contentState];
  if (why !== null || apiId === null) return <p className="text-muted">{why}</p>;
  return <KeptContents requestId={requestId} apiId={apiId} />;
}

function KeptContents({ requestId, apiId }: { readonly requestId: string; readonly apiId: string }) {
  const may = useMayOnApi(apiId, "contents:read");
  const [shown, setShown] = useState(false);
  if (!may) return <p className="text-muted">Kept, for owners of the API and administrators.</p>;
  if (shown) return <Legs requestId={requestId} />;
  return (
    <div className="grid justify-items-start gap-1.5">
      <p className="text-muted">Kept, with secrets hidden. The audit notes who reads them.</p>
      <Button size="sm" onClick={() => setShown(true)}>
        Show contents
      </Button>
    </div>
  );
}

function Legs({ requestId }: { readonly requestId: string }) {
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.logContent(requestId),
    queryFn: ({ signal }) => readContent(requestId, { signal }),
    // Every look is an entry of the audit: once is enough.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  if (error)
    return <ErrorState title="The contents could not be loaded" message={error.message} onRetry={() => void refetch()} busy={isFetching} />;
  if (!data) return <Skeleton className="h-40" />;
  if (data.legs.length === 0) return <p className="text-muted">Nothing was said.</p>;
  return (
    <div className="grid gap-3">
      {data.legs.map((leg) => (
        <Leg key={`${leg.side} ${leg.phase}`} leg={leg} />
      ))}
    </div>
  );
}

function Leg({ leg }: { readonly leg: ContentLeg }) {
  const title = legTitle(leg);
  const body = leg.body === null ? null : prettyBody(leg.body);
  return (
    <section aria-label={title} className="min-w-0 rounded-md border border-line">
      <header className="flex min-h-9 items-center gap-2 py-1 pr-1.5 pl-3">
        <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
          <h4 className="font-medium">{title}</h4>
          <span className="text-xs whitespace-nowrap text-muted">{formatCount(leg.bodyBytes)} bytes</span>
        </div>
        <span className="shrink-0">{body ? <CopyButton text={body} what={title.toLowerCase()} /> : null}</span>
      </header>
      {leg.headers && leg.headers.length > 0 ? <Headers headers={leg.headers} /> : null}
      <div className="border-t border-line">
        {body === null ? (
          <p className="px-3 py-2 text-muted">{leg.omitted ? OMITTED[leg.omitted] : "Bodies are not kept."}</p>
        ) : (
          <Reachable label={`Body: ${title}`} className="max-h-80 overflow-auto">
            <pre className="px-3 py-2 font-mono text-code whitespace-pre-wrap wrap-anywhere">{body === "" ? "empty" : body}</pre>
          </Reachable>
        )}
        {leg.truncated ? <p className="border-t border-line px-3 py-1.5 text-xs text-muted">Cut off: only its beginning is kept.</p> : null}
      </div>
    </section>
  );
}

function Headers({ headers }: { readonly headers: NonNullable<ContentLeg["headers"]> }) {
  return (
    <Disclosure label={`Headers (${headers.length})`}>
      <dl className="grid gap-y-0.5 px-3 pb-2 font-mono text-code">
        {headers.map(([name, value], at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes, and a header may come twice
          <div key={at} className="wrap-anywhere">
            <dt className="inline text-muted">{name}: </dt>
            <dd className="inline">{value}</dd>
          </div>
        ))}
      </dl>
    </Disclosure>
  );
}
