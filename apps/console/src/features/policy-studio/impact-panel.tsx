"use client";

import type { Impact, ImpactStep } from "@sluice/definition/policy-impact";
import { useQuery } from "@tanstack/react-query";
import { History } from "lucide-react";
import { EmptyState } from "../../components/ui/empty-state.tsx";
import { ErrorState } from "../../components/ui/error-state.tsx";
import { Skeleton } from "../../components/ui/skeleton.tsx";
import { formatCount, formatDateTime, plural } from "../../lib/format.ts";
import { readImpact } from "../../lib/policies-api.ts";
import { queryKeys } from "../../lib/query-keys.ts";
import { Panel } from "./panel.tsx";
import { PolicyIcon } from "./policy-icon.tsx";
import { useStudioPage } from "./studio-context.ts";
import { contentOf } from "./studio-definition.ts";
import { API_SCOPE, flowOf, flowsIn } from "./studio-draft.ts";

/** What the policies on the page would have done to the requests that there were. */
export function ImpactPanel() {
  const { actions, api, studio } = useStudioPage();
  const { draft } = studio;
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: queryKeys.policyImpact(api.id, contentOf(draft)),
    queryFn: () =>
      readImpact(api.id, {
        flows: flowsIn(draft, API_SCOPE).map(flowOf),
        plans: draft.scopes.filter(({ id }) => id !== API_SCOPE).map(({ id, flows }) => ({ id, flows: flows.map(flowOf) })),
      }),
  });
  return (
    <Panel
      title="Impact on the past"
      icon={<History aria-hidden className="text-muted" />}
      onClose={actions.close}
      toRead="What would have been refused"
    >
      {error ? (
        <ErrorState title="It could not be reckoned" message={error.message} onRetry={() => void refetch()} busy={isFetching} />
      ) : data ? (
        <Reckoned impact={data} />
      ) : (
        <Skeleton className="h-20 w-full" />
      )}
    </Panel>
  );
}

function Reckoned({ impact }: { readonly impact: Impact }) {
  const { studio } = useStudioPage();
  if (impact.requests === 0)
    return <EmptyState title="No requests yet">Once this API is called, you see here what its policies would have refused.</EmptyState>;
  return (
    <>
      <p role="status">
        With these policies, <b className="font-semibold">{formatCount(impact.refused)}</b> of the last {plural(impact.requests, "request")}{" "}
        would have been refused.
      </p>
      {impact.since ? <p className="text-xs text-muted">Since {formatDateTime(impact.since)}, by what calls have really used.</p> : null}
      <ul aria-label="Policies" className="grid gap-3 border-t border-line pt-4">
        {impact.steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is drawn anew with each answer
          <Step key={at} step={step} scope={studio.draft.scopes.find(({ id }) => id === (step.planId ?? API_SCOPE))?.name ?? ""} />
        ))}
      </ul>
    </>
  );
}

function Step({ step, scope }: { readonly step: ImpactStep; readonly scope: string }) {
  return (
    <li className="grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-2">
      <span className="pt-0.5">
        <PolicyIcon policy={step.policy} />
      </span>
      <span className="wrap-anywhere">{step.name}</span>
      <span className={step.refused === null ? "text-muted" : "font-medium"}>
        {step.refused === null ? "cannot be told" : formatCount(step.refused)}
      </span>
      <span className="col-span-2 col-start-2 text-xs wrap-anywhere text-muted">{step.reason ?? `${scope} · ${step.flow}`}</span>
    </li>
  );
}
