import type { ComponentProps, ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";
import { Reachable } from "./reachable.tsx";

/** A table that scrolls by itself where it does not fit. `reachable`: its rows may have nothing that takes the keyboard, so its scroller does. */
export function Table({
  label,
  children,
  className,
  reachable = false,
}: {
  readonly label: string;
  readonly children: ReactNode;
  readonly className?: string;
  readonly reachable?: boolean;
}) {
  const table = (
    <table aria-label={label} className={classNames("w-full border-collapse", className)}>
      {children}
    </table>
  );
  // Positioned, so that what is only for screen readers scrolls with it instead of widening the page.
  const scrolled = "relative overflow-x-auto";
  return reachable ? (
    <Reachable label={label} className={scrolled}>
      {table}
    </Reachable>
  ) : (
    <div className={scrolled}>{table}</div>
  );
}

interface CellProps {
  readonly numeric?: boolean;
}

export function HeadCell({ numeric = false, className, ...rest }: ComponentProps<"th"> & CellProps) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        "h-8 border-b border-line px-3 text-xs font-normal whitespace-nowrap text-muted first:pl-4 last:pr-4",
        numeric ? "text-right" : "text-left",
        className,
      )}
    />
  );
}

export function Cell({ numeric = false, className, ...rest }: ComponentProps<"td"> & CellProps) {
  return (
    <td
      {...rest}
      className={classNames(
        "h-11 border-b border-line px-3 whitespace-nowrap in-[tr:last-child]:border-b-0 first:pl-4 last:pr-4",
        numeric && "text-right",
        className,
      )}
    />
  );
}

export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={classNames("hover:bg-hover", className)} />;
}
