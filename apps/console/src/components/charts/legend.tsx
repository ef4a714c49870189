import type { ReactNode } from "react";
import type { Series } from "./chart-types.ts";
import { hatched } from "./hatched.ts";

export function Swatch({ colour, unsure = false }: Pick<Series, "colour" | "unsure">) {
  return <span aria-hidden className="size-2 shrink-0 rounded-[2px]" style={{ background: unsure ? hatched(colour) : colour }} />;
}

export interface LegendProps {
  readonly entries: readonly (Pick<Series, "name" | "colour" | "unsure"> & { readonly value?: string; readonly onSelect?: () => void })[];
  /** One entry a line, values under each other: where they are compared. */
  readonly inLines?: boolean;
  readonly children?: ReactNode;
}

/** Which colour is what, in words; a click narrows the page to it. */
export function Legend({ entries, inLines = false, children }: LegendProps) {
  return (
    <div className={`mt-3 gap-x-4 gap-y-1 text-xs text-muted ${inLines ? "grid" : "flex flex-wrap"}`}>
      {entries.map(({ name, colour, unsure = false, value, onSelect }) => {
        const inside = (
          <>
            <Swatch colour={colour} unsure={unsure} />
            <span className="truncate">{name}</span>
            {value ? <span className={`whitespace-nowrap text-ink tabular-nums ${inLines ? "ml-auto" : ""}`}>{value}</span> : null}
          </>
        );
        return onSelect ? (
          <button key={name} type="button" onClick={onSelect} className={`${ENTRY} rounded-sm hover:text-ink`}>
            {inside}
          </button>
        ) : (
          <span key={name} className={ENTRY}>
            {inside}
          </span>
        );
      })}
      {children}
    </div>
  );
}

const ENTRY = "inline-flex min-w-0 items-center gap-1.5";
