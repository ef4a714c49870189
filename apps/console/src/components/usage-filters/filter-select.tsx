"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { classNames } from "../../lib/class-names.ts";

export interface FilterOption {
  readonly value: string;
  readonly label: string;
}

export interface FilterSelectProps {
  readonly label: string;
  /** Empty: any. */
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly FilterOption[];
  /** What no choice is called; left out where there is always one. */
  readonly any?: string;
}

const ANY = "";

/** One filter: its name, what it is set to, and what else it could be. */
export function FilterSelect({ label, value, onValueChange, options, any }: FilterSelectProps) {
  const known = value === ANY || options.some((option) => option.value === value);
  const all = [...(any === undefined ? [] : [{ value: ANY, label: any }]), ...(known ? [] : [{ value, label: value }]), ...options];
  return (
    <Base.Root items={all} value={value} onValueChange={(next) => onValueChange(next ?? ANY)} modal={false}>
      <Base.Trigger
        aria-label={label}
        className={classNames(
          "inline-flex h-8 max-w-80 shrink-0 items-center gap-1.5 rounded-md border bg-raised pr-2 pl-2.5 whitespace-nowrap hover:bg-hover",
          value === ANY || any === undefined ? "border-strong" : "border-accent",
        )}
      >
        <span className="text-muted">{label}</span>
        <Base.Value className="min-w-0 truncate font-medium" />
        <ChevronDown aria-hidden className="text-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="start" alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="float-in max-h-[min(360px,var(--available-height))] max-w-[min(420px,90vw)] min-w-[var(--anchor-width)] overflow-y-auto rounded-md bg-float p-1 shadow-float outline-none">
            <Base.List>
              {all.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  className="grid cursor-default grid-cols-[16px_minmax(0,1fr)] items-center gap-2 rounded-sm px-2 py-1.5 outline-none select-none data-highlighted:bg-hover"
                >
                  <Base.ItemIndicator className="col-start-1 text-accent-text">
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                  <Base.ItemText className="col-start-2 truncate">{option.label}</Base.ItemText>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
