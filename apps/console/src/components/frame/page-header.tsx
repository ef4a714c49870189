import Link from "next/link";
import type { ReactNode } from "react";

export interface PageHeaderProps {
  readonly crumbs?: readonly { readonly href: string; readonly label: string }[];
  readonly title: ReactNode;
  /** After the title: version, state. */
  readonly meta?: ReactNode;
  readonly actions?: ReactNode;
}

/** A page's top line: where one is, what it is, its state, and at the right what to do. */
export function PageHeader({ crumbs = [], title, meta, actions }: PageHeaderProps) {
  return (
    <header className="flex min-h-14 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-2 wide:px-8">
      {crumbs.length > 0 ? (
        <nav aria-label="Breadcrumb" className="flex items-center gap-3 text-muted">
          {crumbs.map((crumb) => (
            <span key={crumb.href} className="flex items-center gap-3">
              <Link href={crumb.href} className="hover:text-ink">
                {crumb.label}
              </Link>
              <span aria-hidden className="text-faint">
                /
              </span>
            </span>
          ))}
        </nav>
      ) : null}
      <h1 className="min-w-0 wrap-anywhere">{title}</h1>
      {meta ? <div className="flex min-w-0 flex-wrap items-center gap-x-3">{meta}</div> : null}
      {actions ? <div className="ml-auto flex items-center gap-2">{actions}</div> : null}
    </header>
  );
}
