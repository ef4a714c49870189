"use client";

import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { CustomTime } from "./custom-time.tsx";
import { FilterSelect } from "./filter-select.tsx";
import {
  RANGES,
  type TimeRange,
  timeChange,
  USAGE_FILTERS,
  type UsageFilterValues,
  type UsagePlace,
  usageFilters,
} from "./usage-address.ts";
import { useFilterOptions } from "./use-filter-options.ts";
import { useNames } from "./use-names.ts";
import { goTo } from "./use-usage-address.ts";

export interface FilterBarProps {
  readonly address: URLSearchParams;
  readonly range: TimeRange;
  /** On the page of an API or an application there is no other to choose. */
  readonly place: UsagePlace;
  /** Elsewhere the note of what has no price leads to it: the bar has room for one line. */
  readonly offersPrice?: boolean;
  /** More filters, of this page alone. */
  readonly children?: ReactNode;
  readonly note?: ReactNode;
}

const STATUSES = [
  { value: "2xx", label: "2xx answered" },
  { value: "4xx", label: "4xx refused" },
  { value: "5xx", label: "5xx failed" },
  { value: "error", label: "Refused or failed" },
] as const;
/** Whatever has tokens and is in no cost. */
const PRICES = [{ value: "true", label: "Without a price" }] as const;
const TIMES = [...RANGES.map(({ value, label }) => ({ value, label })), { value: "custom", label: "Custom" }];

/** Which time, and of whom. All of it is in the address. */
export function FilterBar({ address, range, place, offersPrice = false, children, note }: FilterBarProps) {
  const values = usageFilters(address);
  const names = useNames(place.applicationId);
  const options = useFilterOptions({ ...(values.apiId ? { apiId: values.apiId } : {}), ...place }, range);
  const set = (name: string) => (value: string) => goTo({ [name]: value });
  const fixed: UsageFilterValues = place;
  const isFiltered = USAGE_FILTERS.some((name) => values[name] !== undefined && fixed[name] === undefined);
  const listOf = (named: ReadonlyMap<string, string>) => [...named].map(([value, label]) => ({ value, label }));
  return (
    <search className="flex min-w-0 items-center gap-2 border-b border-line px-4 py-2.5 max-wide:overflow-x-auto max-wide:[scrollbar-width:none] wide:flex-wrap wide:px-8">
      <FilterSelect label="Time" value={range.name} options={TIMES} onValueChange={(name) => goTo(chooseTime(name, range))} />
      {range.name === "custom" ? <CustomTime range={range} /> : null}
      {place.apiId ? null : (
        <FilterSelect label="API" any="Any" value={values.apiId ?? ""} options={listOf(names.apis)} onValueChange={set("apiId")} />
      )}
      {place.applicationId ? null : (
        <FilterSelect
          label="Application"
          any="Any"
          value={values.applicationId ?? ""}
          options={listOf(names.applications)}
          onValueChange={set("applicationId")}
        />
      )}
      {values.apiId ? (
        <FilterSelect label="Plan" any="Any" value={values.planId ?? ""} options={options.plans} onValueChange={set("planId")} />
      ) : null}
      {values.subscriptionId ? (
        <FilterSelect
          label="Subscription"
          any="Any"
          value={values.subscriptionId ?? ""}
          options={options.subscriptions}
          onValueChange={set("subscriptionId")}
        />
      ) : null}
      <FilterSelect label="Provider" any="Any" value={values.provider ?? ""} options={options.providers} onValueChange={set("provider")} />
      <FilterSelect label="Model" any="Any" value={values.model ?? ""} options={options.models} onValueChange={set("model")} />
      <FilterSelect label="Status" any="Any" value={values.status ?? ""} options={STATUSES} onValueChange={set("status")} />
      {offersPrice || values.unpriced ? (
        <FilterSelect label="Price" any="Any" value={values.unpriced ?? ""} options={PRICES} onValueChange={set("unpriced")} />
      ) : null}
      {values.errorCode ? (
        <FilterSelect label="Error" any="Any" value={values.errorCode} options={[]} onValueChange={set("errorCode")} />
      ) : null}
      {children}
      {isFiltered ? (
        <Button variant="quiet" onClick={() => goTo(Object.fromEntries(USAGE_FILTERS.map((name) => [name, ""])))}>
          Clear
        </Button>
      ) : null}
      {note ? <span className="ml-auto pl-2 text-xs whitespace-nowrap text-muted">{note}</span> : null}
    </search>
  );
}

/** A range of one's own begins with the one in sight. */
function chooseTime(name: string, { fromMs, toMs }: TimeRange): Readonly<Record<string, string>> {
  return name === "custom" ? timeChange(fromMs, toMs) : { time: name, from: "", to: "" };
}
