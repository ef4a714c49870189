import type { ReactNode } from "react";

export interface EmptyStateProps {
  readonly title: string;
  readonly icon?: ReactNode;
  /** The next step, as a button. */
  readonly action?: ReactNode;
  readonly children?: ReactNode;
}

/** Nothing is here: why, and what to do. */
export function EmptyState({ title, icon, action, children }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-2 px-4 py-12 text-center">
      {icon ? <span className="text-faint [&_.lucide]:size-6">{icon}</span> : null}
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-105 text-muted">{children}</div> : null}
      {action ? <div className="mt-2">{action}</div> : null}
    </div>
  );
}
