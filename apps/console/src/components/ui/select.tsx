"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";
import { useFieldControl } from "./field.tsx";
import { inputClass } from "./input-class.ts";

export interface SelectOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  /** Under the label, in the list only. */
  readonly description?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface SelectProps<Value extends string> {
  readonly value: Value | "";
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly SelectOption<Value>[];
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly mono?: boolean | undefined;
  readonly className?: string | undefined;
  /** Only where no `Field` names it. */
  readonly "aria-label"?: string | undefined;
  readonly onBlur?: (() => void) | undefined;
}

export function Select<Value extends string>({
  value,
  onValueChange,
  options,
  placeholder,
  disabled,
  mono,
  className,
  onBlur,
  ...rest
}: SelectProps<Value>) {
  const { id, ...described } = useFieldControl();
  return (
    <Base.Root
      items={options.map(({ value: item, label }) => ({ value: item, label }))}
      value={value === "" ? null : value}
      onValueChange={(next) => next !== null && onValueChange(next)}
      disabled={disabled ?? false}
      modal={false}
    >
      <Base.Trigger
        {...rest}
        {...described}
        {...(id ? { id } : {})}
        onBlur={onBlur}
        className={inputClass({ mono, className: classNames("flex h-8 items-center justify-between gap-2 text-left", className) })}
      >
        <Base.Value placeholder={placeholder ?? ""} className="min-w-0 truncate data-placeholder:text-faint" />
        <Base.Icon className="text-muted">
          <ChevronsUpDown aria-hidden />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50">
          <Base.Popup className="float-in max-h-[min(360px,var(--available-height))] min-w-[var(--anchor-width)] overflow-y-auto rounded-md bg-float p-1 shadow-float outline-none">
            <Base.List>
              {options.map((option) => (
                <Base.Item
                  key={option.value}
                  value={option.value}
                  disabled={option.disabled ?? false}
                  className="grid cursor-default grid-cols-[16px_minmax(0,1fr)] items-start gap-2 rounded-sm px-2 py-1.5 outline-none select-none data-disabled:opacity-55 data-highlighted:bg-hover"
                >
                  <Base.ItemIndicator className="col-start-1 pt-0.5 text-accent-text">
                    <Check aria-hidden />
                  </Base.ItemIndicator>
                  <span className="col-start-2 grid">
                    <Base.ItemText className={mono ? "font-mono text-code" : ""}>{option.label}</Base.ItemText>
                    {option.description ? <span className="text-xs text-muted">{option.description}</span> : null}
                  </span>
                </Base.Item>
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
