"use client";

import { ArrowLeft, Trash2, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../components/ui/button.tsx";
import { IconButton } from "../../components/ui/icon-button.tsx";
import { Reachable } from "../../components/ui/reachable.tsx";
import { focusOnce } from "../../lib/focus-once.ts";

export interface PanelProps {
  readonly title: string;
  readonly note?: ReactNode;
  readonly icon?: ReactNode;
  readonly onClose: () => void;
  readonly onRemove?: (() => void) | undefined;
  /** Names a content without fields and buttons: the keyboard scrolls it. */
  readonly toRead?: string;
  readonly children: ReactNode;
}

/** Positioned, so that what is only for screen readers scrolls with it instead of lengthening the page. */
const BODY = "relative grid min-h-0 content-start gap-5 overflow-y-auto p-4";

/** At the right of the flows, and in their stead where it is narrow: what one of them holds. */
export function Panel({ title, note, icon, onClose, onRemove, toRead, children }: PanelProps) {
  return (
    <section
      aria-label={title}
      className="min-w-0 border-line bg-raised roomy:border-l"
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <div className="roomy:sticky roomy:top-0 roomy:flex roomy:max-h-[calc(100dvh-64px)] roomy:flex-col">
        <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line py-2 pr-3 pl-4">
          <Button variant="quiet" size="sm" className="-ml-2 roomy:hidden" icon={<ArrowLeft aria-hidden />} onClick={onClose}>
            Policies
          </Button>
          <span className="max-roomy:hidden">{icon}</span>
          <h2 tabIndex={-1} ref={focusOnce} className="min-w-0 outline-none wrap-anywhere">
            {title}
          </h2>
          <span className="min-w-0 flex-1 truncate text-muted">{note}</span>
          {onRemove ? <IconButton plain size="sm" label={`Delete ${title}`} icon={<Trash2 aria-hidden />} onClick={onRemove} /> : null}
          <span className="max-roomy:hidden">
            <IconButton plain size="sm" label="Close the panel" icon={<X aria-hidden />} onClick={onClose} />
          </span>
        </header>
        {toRead === undefined ? (
          <div className={BODY}>{children}</div>
        ) : (
          <Reachable label={toRead} className={BODY}>
            {children}
          </Reachable>
        )}
      </div>
    </section>
  );
}
