"use client";

import { type ReactNode, useId } from "react";
import { Toggle } from "./toggle.tsx";

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
      <Toggle id={id} name={name} checked={checked} disabled={disabled} aria-describedby={hintId} onCheckedChange={onCheckedChange} />
      {hint ? (
        <div id={hintId} className="col-start-1 text-xs text-muted">
          {hint}
        </div>
      ) : null}
    </div>
  );
}
