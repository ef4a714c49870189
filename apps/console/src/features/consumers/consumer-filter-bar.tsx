"use client";

import { SUBSCRIPTION_STATUSES } from "@sluice/definition/consumers";
import type { ApiResource } from "@sluice/definition/resources";
import { KeyRound, Search } from "lucide-react";
import { SUBSCRIPTION_STATES } from "../../components/subscription-state/subscription-state.tsx";
import { Select } from "../../components/ui/select.tsx";
import { TextInput } from "../../components/ui/text-input.tsx";
import { type ConsumerFilters, KEY_HINT_LENGTH } from "./consumer-filters.ts";

export interface ConsumerFilterBarProps {
  readonly api: ApiResource;
  readonly filters: ConsumerFilters;
  readonly onChange: (change: Partial<ConsumerFilters>) => void;
}

const ANY_PLAN = "any";

/** Which subscriptions are listed. All of it stands in the address. */
export function ConsumerFilterBar({ api, filters, onChange }: ConsumerFilterBarProps) {
  const plans = api.plans.filter(({ security }) => security.type !== "KEY_LESS");
  return (
    <search aria-label="Filters" className="grid grid-cols-2 gap-2 wide:flex wide:flex-wrap">
      <div className="wide:w-44">
        <Select<ConsumerFilters["status"]>
          aria-label="Status"
          value={filters.status}
          onValueChange={(status) => onChange({ status })}
          options={[
            { value: "open", label: "Not ended" },
            { value: "all", label: "Any status" },
            ...SUBSCRIPTION_STATUSES.map((status) => ({ value: status, label: SUBSCRIPTION_STATES[status].word })),
          ]}
        />
      </div>
      <div className="wide:w-52">
        <Select
          aria-label="Plan"
          value={filters.plan === "" ? ANY_PLAN : filters.plan}
          onValueChange={(plan) => onChange({ plan: plan === ANY_PLAN ? "" : plan })}
          options={[{ value: ANY_PLAN, label: "Any plan" }, ...plans.map(({ id, name }) => ({ value: id, label: name }))]}
        />
      </div>
      <div className="wide:w-52">
        <TextInput
          aria-label="Application"
          placeholder="Application"
          lead={<Search aria-hidden />}
          value={filters.application}
          autoComplete="off"
          onChange={(event) => onChange({ application: event.target.value })}
        />
      </div>
      <div className="wide:w-44">
        <TextInput
          aria-label="Last four of a key"
          placeholder="Last 4 of a key"
          lead={<KeyRound aria-hidden />}
          mono
          value={filters.key}
          autoComplete="off"
          spellCheck={false}
          // A whole key may be pasted: only its end is kept.
          onChange={(event) => onChange({ key: event.target.value.trim().slice(-KEY_HINT_LENGTH) })}
        />
      </div>
    </search>
  );
}
