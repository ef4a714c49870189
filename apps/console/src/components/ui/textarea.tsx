"use client";

import type { ComponentPropsWithRef } from "react";
import { classNames } from "../../lib/class-names.ts";
import { useFieldControl } from "./field.tsx";
import { inputClass } from "./input-class.ts";

export interface TextareaProps extends ComponentPropsWithRef<"textarea"> {
  readonly mono?: boolean | undefined;
  /** Shows how many characters are used of how many. Nothing is cut off: the schema refuses, with words. */
  readonly limit?: number | undefined;
}

export function Textarea({ mono, limit, className, value, ...rest }: TextareaProps) {
  const control = useFieldControl();
  const used = typeof value === "string" ? value.length : 0;
  return (
    <div className="grid gap-1">
      <textarea
        rows={3}
        {...control}
        {...rest}
        value={value}
        className={inputClass({ mono, className: classNames("min-h-16 py-1.5", className) })}
      />
      {limit === undefined ? null : (
        <span aria-hidden className={classNames("justify-self-end text-xs", used > limit ? "text-danger" : "text-muted")}>
          {used} / {limit}
        </span>
      )}
    </div>
  );
}
