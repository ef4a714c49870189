"use client";

import { classNames } from "../../lib/class-names.ts";

export interface SegmentedProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: string; readonly count?: number }[];
  readonly className?: string;
}

/** One of a few views or values, all in sight. */
export function Segmented<Value extends string>({ label, value, onValueChange, options, className }: SegmentedProps<Value>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in every browser
    <div
      role="group"
      aria-label={label}
      className={classNames(
        "inline-flex h-8 max-w-full overflow-x-auto rounded-md border border-strong bg-raised [scrollbar-width:none]",
        className,
      )}
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onValueChange(option.value)}
          className="inline-flex flex-1 items-center justify-center gap-1.5 border-r border-line px-2.5 whitespace-nowrap text-muted transition-colors first:rounded-l-[7px] last:rounded-r-[7px] last:border-r-0 hover:bg-hover focus-visible:-outline-offset-2 aria-pressed:bg-accent-wash aria-pressed:font-medium aria-pressed:text-accent-text"
        >
          {option.label}
          {option.count === undefined ? null : <span className="text-xs">{option.count}</span>}
        </button>
      ))}
    </div>
  );
}
