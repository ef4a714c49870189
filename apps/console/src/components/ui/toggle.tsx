"use client";

import type { ComponentPropsWithRef } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface ToggleProps extends Omit<ComponentPropsWithRef<"input">, "type" | "role" | "onChange" | "checked"> {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
}

/** A switch by itself, where something else names it. */
export function Toggle({ checked, onCheckedChange, className, ...rest }: ToggleProps) {
  return (
    <input
      {...rest}
      type="checkbox"
      role="switch"
      checked={checked}
      aria-checked={checked}
      onChange={(event) => onCheckedChange(event.target.checked)}
      className={classNames(
        "relative h-4 w-7 shrink-0 cursor-pointer appearance-none rounded-full bg-control transition-colors checked:bg-accent disabled:cursor-not-allowed disabled:opacity-55",
        "before:absolute before:top-0.5 before:left-0.5 before:size-3 before:rounded-full before:bg-accent-ink before:transition-transform checked:before:translate-x-3",
        className,
      )}
    />
  );
}
