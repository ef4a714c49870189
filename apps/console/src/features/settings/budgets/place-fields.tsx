"use client";

import { useQueries, useQuery } from "@tanstack/react-query";
import { Field } from "../../../components/ui/field.tsx";
import { Select } from "../../../components/ui/select.tsx";
import { listApplications } from "../../../lib/applications-api.ts";
import { listApis, readApi } from "../../../lib/management-api.ts";
import { queryKeys } from "../../../lib/query-keys.ts";
import { useMay } from "../../../lib/use-may.ts";
import type { BudgetDraft, PlaceKind } from "./budget-draft.ts";

const KINDS = [
  { value: "environment", label: "Everything" },
  { value: "api", label: "An API" },
  { value: "application", label: "An application" },
  { value: "plan", label: "A plan" },
] as const satisfies readonly { readonly value: PlaceKind; readonly label: string }[];

export interface PlaceFieldsProps {
  readonly draft: BudgetDraft;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<BudgetDraft>) => void;
}

/** Of what a budget is. */
export function PlaceFields({ draft: { kind, placeId }, error, onChange }: PlaceFieldsProps) {
  const options = usePlaces(kind);
  const mayAll = useMay("settings:manage");
  const kinds = KINDS.filter(({ value }) => mayAll || value !== "environment");
  return (
    <div className="grid gap-4 wide:grid-cols-2">
      <Field label="Of" error={kind === "environment" ? error : undefined}>
        <Select value={kind} options={kinds} onValueChange={(next) => onChange({ kind: next, placeId: "" })} />
      </Field>
      {kind === "environment" ? null : (
        <Field label="Which" error={error ? "Choose one." : undefined}>
          <Select value={placeId} options={options} placeholder="Choose" onValueChange={(next) => onChange({ placeId: next })} />
        </Field>
      )}
    </div>
  );
}

function usePlaces(kind: PlaceKind): readonly { readonly value: string; readonly label: string }[] {
  const apis = useQuery({ queryKey: queryKeys.apiList, queryFn: listApis, enabled: kind === "api" || kind === "plan" }).data ?? [];
  const applications =
    useQuery({ queryKey: queryKeys.applicationList, queryFn: listApplications, enabled: kind === "application" }).data ?? [];
  const plans = useQueries({
    queries: (kind === "plan" ? apis : []).map(({ id }) => ({ queryKey: queryKeys.api(id), queryFn: () => readApi(id) })),
  });
  if (kind === "api") return apis.map(({ id, name }) => ({ value: id, label: name }));
  if (kind === "application") return applications.map(({ id, name }) => ({ value: id, label: name }));
  return plans.flatMap(({ data }) => (data?.plans ?? []).map(({ id, name }) => ({ value: id, label: `${data?.name} · ${name}` })));
}
