"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Search } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { API_SEGMENTS, type ApiSegment, inSegment } from "../../components/api-state/describe-state.ts";
import { PageHeader } from "../../components/frame/page-header.tsx";
import { Button } from "../../components/ui/button.tsx";
import { ButtonLink } from "../../components/ui/button-link.tsx";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Segmented } from "../../components/ui/segmented.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { listApis, listDrafts, readGateways } from "../../lib/management-api.ts";
import { paths } from "../../lib/paths.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { useMay } from "../../lib/use-may.ts";
import { ApiTable, LoadingApis } from "./api-table.tsx";
import { type AskedAction, AskedDialog } from "./asked-dialog.tsx";
import { filterApis, readSegment } from "./filter-apis.ts";
import { ImportButton } from "./import/import-button.tsx";
import { NoApis } from "./no-apis.tsx";

const SEGMENT_LABELS = { all: "All", live: "Live", "out-of-sync": "Out of sync", stopped: "Stopped" } as const satisfies Record<
  ApiSegment,
  string
>;

/** The APIs page, in its four states. */
export function ApiList() {
  const mayCreate = useMay("apis:create");
  return (
    <>
      <PageHeader
        title="APIs"
        actions={
          mayCreate ? (
            <>
              <ImportButton />
              <ButtonLink variant="primary" href={paths.addApi} icon={<Plus aria-hidden />}>
                Add API
              </ButtonLink>
            </>
          ) : null
        }
      />
      <main className="flex-1 p-4 wide:px-8 wide:pt-6 wide:pb-8">
        <Content mayCreate={mayCreate} />
      </main>
    </>
  );
}

function Content({ mayCreate }: { readonly mayCreate: boolean }) {
  const apis = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis, refetchInterval: 15_000 });
  const drafts = useQuery({ queryKey: queryKeys.drafts, queryFn: listDrafts, enabled: mayCreate });
  const gateways = useQuery({ queryKey: queryKeys.gateways, queryFn: readGateways });
  const params = useSearchParams();
  const [asked, setAsked] = useState<AskedAction | null>(null);
  const text = params.get("q") ?? "";
  const segment = readSegment(params.get("state"));

  if (apis.isError && !apis.data)
    return (
      <ErrorState
        title="The APIs could not be loaded"
        message={apis.error.message}
        onRetry={() => void apis.refetch()}
        busy={apis.isFetching}
      />
    );
  if (!apis.data || drafts.isLoading) return <LoadingApis />;
  // Without them the page is worth less, not nothing.
  const openDrafts = drafts.data ?? [];
  if (apis.data.length === 0 && !mayCreate) return <NoneToSee />;
  if (apis.data.length === 0 && openDrafts.length === 0)
    return gateways.isPending ? null : (
      <NoApis gatewayUrl={gateways.data?.gatewayUrl ?? "<GATEWAY_URL>"} simulatorUrl={gateways.data?.simulatorUrl ?? null} />
    );

  const shown = filterApis(apis.data, { text, segment });
  const filtered = text.trim() !== "" || segment !== "all";
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center gap-2">
        <search className="w-full wide:w-66">
          <TextInput
            type="search"
            aria-label="Filter by name, path, provider"
            placeholder="Filter by name, path, provider"
            lead={<Search aria-hidden />}
            value={text}
            onChange={(event) => setParam("q", event.target.value)}
          />
        </search>
        <Segmented
          label="State"
          className="max-wide:w-full"
          value={segment}
          onValueChange={(next) => setParam("state", next === "all" ? "" : next)}
          options={API_SEGMENTS.map((value) => ({
            value,
            label: SEGMENT_LABELS[value],
            count: apis.data.filter((api) => inSegment(api, value)).length,
          }))}
        />
      </div>
      {shown.length === 0 && filtered ? (
        <div className="rounded-md border border-line bg-raised">
          <EmptyState
            title="No API fits this filter"
            action={
              <Button
                onClick={() => {
                  setParam("q", "");
                  setParam("state", "");
                }}
              >
                Show all
              </Button>
            }
          />
        </div>
      ) : (
        <ApiTable apis={shown} drafts={filtered ? [] : openDrafts} onAsk={(action, api) => setAsked({ action, api })} />
      )}
      {asked ? <AskedDialog {...asked} onClose={() => setAsked(null)} /> : null}
    </>
  );
}

/** For whoever makes none and looks after none. */
function NoneToSee() {
  return (
    <div className="rounded-md border border-line bg-raised">
      <EmptyState title="You look after no API" action={<ButtonLink href={paths.applications}>Applications</ButtonLink>}>
        To call one, subscribe an application to its plan.
      </EmptyState>
    </div>
  );
}

/** The filter is in the address: a reload keeps it, a colleague gets it by link. The server is not asked for it. */
function setParam(name: "q" | "state", value: string): void {
  const params = new URLSearchParams(window.location.search);
  if (value === "") params.delete(name);
  else params.set(name, value);
  const query = params.toString();
  window.history.replaceState(null, "", query ? `?${query}` : window.location.pathname);
}
