import type { ReactNode } from "react";
import { classNames } from "../../lib/class-names.ts";

export interface CardProps {
  readonly title?: ReactNode;
  /** Beside the title, muted. */
  readonly note?: ReactNode;
  /** At the right of the title. */
  readonly actions?: ReactNode;
  /** The content brings its own padding: tables, lists. */
  readonly flush?: boolean;
  readonly className?: string;
  readonly "aria-label"?: string;
  readonly children: ReactNode;
}

/** A plane on the page, edged by a hairline. */
export function Card({ title, note, actions, flush = false, className, children, ...rest }: CardProps) {
  return (
    <section {...rest} className={classNames("min-w-0 rounded-md border border-line bg-raised", className)}>
      {title || actions ? (
        <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line py-2 pr-3 pl-4">
          {title ? <h2>{title}</h2> : null}
          {note ? <span className="text-muted">{note}</span> : null}
          {actions ? <div className="ml-auto flex items-center gap-2">{actions}</div> : null}
        </header>
      ) : null}
      {/* In a box of its own, so that the first row knows that it is the first. */}
      <div className={flush ? "" : "p-4"}>{children}</div>
    </section>
  );
}
