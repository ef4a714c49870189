"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

export interface DisclosureProps {
  readonly label: string;
  readonly children: ReactNode;
}

/** What is wanted once, folded away: it is drawn, and asks the server, when it is opened. */
export function Disclosure({ label, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="group border-t border-line" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-11 list-none items-center gap-2 px-4 text-muted hover:text-ink focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="transition-transform group-open:rotate-90" />
        {label}
      </summary>
      {open ? children : null}
    </details>
  );
}
