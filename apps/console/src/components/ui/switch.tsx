"use client";

import { type ReactNode, useId } from "react";
import { FieldError } from "./field.tsx";
import { Toggle } from "./toggle.tsx";

export interface SwitchProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** What is wrong with it as it stands, in words. Takes the hint's place. */
  readonly error?: string | undefined;
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
  readonly name?: string | undefined;
}

/** On or off, at once. The label lies left, the switch right; a click on either turns it. */
export function Switch({ label, hint, error, checked, onCheckedChange, disabled, name }: SwitchProps) {
  const id = useId();
  const wordsId = hint || error ? `${id}-words` : undefined;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] content-start items-center gap-x-3 gap-y-0.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <Toggle
        id={id}
        name={name}
        checked={checked}
        disabled={disabled}
        aria-describedby={wordsId}
        aria-invalid={error ? true : undefined}
        onCheckedChange={onCheckedChange}
      />
      {hint && !error ? (
        <div id={wordsId} className="col-start-1 text-xs text-muted">
          {hint}
        </div>
      ) : null}
      {error ? (
        <div className="col-start-1">
          <FieldError id={wordsId}>{error}</FieldError>
        </div>
      ) : null}
    </div>
  );
}
