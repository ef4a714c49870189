import type { ReactNode } from "react";

export function Kbd({ children }: { readonly children: ReactNode }) {
  return <kbd className="rounded-sm border border-line bg-surface px-1 font-sans text-[11px]/4 font-medium text-muted">{children}</kbd>;
}
