import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface ReachableProps {
  /** What is scrolled: said when the keyboard comes to it. */
  readonly label: string;
  readonly className: string;
  readonly children: ReactNode;
}

/** What scrolls by itself and may hold nothing that takes the keyboard: it takes it itself, for the arrow keys. */
export function Reachable({ label, className, children }: ReachableProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: it is no set of fields
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by arrow keys
      tabIndex={0}
      className={classNames("focus-visible:-outline-offset-2", className)}
    >
      {children}
    </div>
  );
}
