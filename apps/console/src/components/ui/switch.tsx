"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface SwitchProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
  readonly name?: string | undefined;
}

/** On or off, at once. The label lies left, the switch right; a click on either turns it. */
export function Switch({ label, hint, checked, onCheckedChange, disabled, name }: SwitchProps) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        name={name}
        checked={checked}
        aria-checked={checked}
        disabled={disabled}
        aria-describedby={hintId}
        onChange={(event) => onCheckedChange(event.target.checked)}
        className={classNames(
          "relative h-4 w-7 shrink-0 cursor-pointer appearance-none rounded-full bg-control transition-colors checked:bg-accent disabled:cursor-not-allowed disabled:opacity-55",
          "before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-accent-ink before:transition-transform checked:before:translate-x-3",
        )}
      />
      {hint ? (
        <div id={hintId} className="col-start-1 text-xs text-muted">
          {hint}
        </div>
      ) : null}
    </div>
  );
}
