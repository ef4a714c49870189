"use client";

import { type ReactNode, useId } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface RadioCard<Value extends string> {
  readonly value: Value;
  readonly title: string;
  readonly description?: ReactNode;
  readonly icon?: ReactNode;
  readonly badge?: ReactNode;
  readonly disabled?: boolean | undefined;
}

export interface RadioCardsProps<Value extends string> {
  /** Names the group. Shown only with `showLegend`: the page's title often says it already. */
  readonly legend: string;
  readonly showLegend?: boolean | undefined;
  readonly value: Value | "";
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly RadioCard<Value>[];
  readonly error?: string | undefined;
  readonly columns?: 1 | 2 | undefined;
}

/** One of a few, each with what it means. Native radios: arrows, Space and forms work as everywhere. */
export function RadioCards<Value extends string>({
  legend,
  showLegend = false,
  value,
  onValueChange,
  options,
  error,
  columns = 1,
}: RadioCardsProps<Value>) {
  const name = useId();
  return (
    <fieldset className="min-w-0" aria-describedby={error ? `${name}-error` : undefined}>
      <legend className={showLegend ? "mb-1.5 font-medium" : "sr-only"}>{legend}</legend>
      <div className={classNames("grid gap-2", columns === 2 && "wide:grid-cols-2")}>
        {options.map((option) => (
          <label
            key={option.value}
            className={classNames(
              "grid grid-cols-[16px_minmax(0,1fr)_auto] items-start gap-x-3 rounded-md border border-strong bg-raised p-4 transition-colors hover:bg-hover",
              "has-checked:border-accent has-checked:bg-accent-wash has-checked:outline has-checked:-outline-offset-1 has-checked:outline-accent",
              "has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus has-disabled:cursor-not-allowed has-disabled:opacity-55",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              disabled={option.disabled}
              aria-labelledby={`${name}-${option.value}`}
              aria-describedby={option.description ? `${name}-${option.value}-text` : undefined}
              onChange={() => onValueChange(option.value)}
              className="mt-0.5 grid size-4 appearance-none place-items-center rounded-full border border-control bg-raised outline-none before:size-2 before:rounded-full checked:border-accent checked:bg-accent checked:before:bg-accent-ink"
            />
            <span className="grid gap-0.5">
              <span id={`${name}-${option.value}`} className="flex items-center gap-2 font-medium">
                {option.icon}
                {option.title}
              </span>
              {option.description ? (
                <span id={`${name}-${option.value}-text`} className="text-muted">
                  {option.description}
                </span>
              ) : null}
            </span>
            {option.badge}
          </label>
        ))}
      </div>
      {error ? (
        <p id={`${name}-error`} role="alert" className="mt-1.5 text-xs text-danger">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
