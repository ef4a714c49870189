"use client";

import { Autocomplete as Base } from "@base-ui/react/autocomplete";
import { ChevronsUpDown } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { useFieldControl } from "./field.tsx";
import { inputClass } from "./input-class.ts";

export interface ComboboxOption {
  readonly value: string;
  /** At the right of the value: a price, a kind. */
  readonly hint?: ReactNode;
}

export interface ComboboxProps {
  /** What stands in the box: typed or picked. */
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly options: readonly ComboboxOption[];
  /** A person picked from the list, or pressed Enter on what is typed. The box is not emptied by itself. */
  readonly onCommit?: ((value: string) => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly placeholder?: string | undefined;
  readonly mono?: boolean | undefined;
  readonly name?: string | undefined;
  readonly "aria-label"?: string | undefined;
}

/** More would only be scrolled past; typing narrows the list. */
const MOST_SHOWN = 100;

/** A text box that offers what is known and takes what is not. */
export function Combobox({ value, onValueChange, options, onCommit, onBlur, placeholder, mono, ...rest }: ComboboxProps) {
  const control = useFieldControl();
  const [open, setOpen] = useState(false);
  const highlighted = useRef<ComboboxOption | undefined>(undefined);
  return (
    <Base.Root
      items={options}
      limit={MOST_SHOWN}
      // Without a list there is nothing to be open: it would appear by itself, wherever the focus is by then, once there is one.
      open={open && options.length > 0}
      onOpenChange={setOpen}
      value={value}
      itemToStringValue={(option: ComboboxOption) => option.value}
      onItemHighlighted={(option) => {
        highlighted.current = option;
      }}
      onValueChange={(next, { reason }) => {
        onValueChange(next);
        if (reason === "item-press") onCommit?.(next);
      }}
      openOnInputClick
    >
      <Base.InputGroup className={inputClass({ mono, className: "flex h-8 items-center gap-2 pr-1" })}>
        <Base.Input
          {...control}
          {...rest}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onBlur={() => {
            setOpen(false);
            onBlur?.();
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter" || highlighted.current || !onCommit || value.trim() === "") return;
            event.preventDefault();
            onCommit(value.trim());
          }}
          className="h-full min-w-0 flex-1 bg-transparent outline-none"
        />
        {options.length > 0 ? (
          <Base.Trigger
            aria-label="Show the list"
            tabIndex={-1}
            className="grid size-6 place-items-center rounded-sm text-muted hover:bg-hover"
          >
            <ChevronsUpDown aria-hidden />
          </Base.Trigger>
        ) : null}
      </Base.InputGroup>
      {options.length > 0 ? (
        <Base.Portal>
          <Base.Positioner sideOffset={4} align="start" className="z-50">
            <Base.Popup className="float-in w-[var(--anchor-width)] min-w-64 rounded-md bg-float shadow-float outline-none data-empty:hidden">
              <Base.List aria-label="Known names" className="max-h-[min(320px,var(--available-height))] overflow-y-auto p-1 data-empty:p-0">
                {(option: ComboboxOption) => (
                  <Base.Item
                    key={option.value}
                    value={option}
                    className="flex cursor-default items-center gap-3 rounded-sm px-2 py-1.5 outline-none select-none data-highlighted:bg-hover"
                  >
                    <span className={`min-w-0 flex-1 truncate ${mono ? "font-mono text-code" : ""}`}>{option.value}</span>
                    {option.hint ? <span className="text-xs text-muted">{option.hint}</span> : null}
                  </Base.Item>
                )}
              </Base.List>
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      ) : null}
    </Base.Root>
  );
}
