import type { DraftStep } from "@sluice/definition/resources";
import type { ReactNode } from "react";
import { GROUPS, stepAt } from "../steps.ts";

/** The stepper of a narrow screen: how far, in one line and five bars. Null is the end. */
export function WizardProgress({ current, children }: { readonly current: DraftStep | null; readonly children?: ReactNode }) {
  const at = current ? GROUPS.findIndex((group) => group.id === stepAt(current).group) : GROUPS.length;
  return (
    <div className="grid gap-2 border-b border-line px-4 py-3">
      <div className="flex items-center gap-2">
        <span className="font-medium whitespace-nowrap">
          {current ? `${at + 1} of ${GROUPS.length} · ${GROUPS[at]?.label}` : "Deployed"}
        </span>
        <span className="ml-auto flex min-w-0 text-xs text-muted">{children}</span>
      </div>
      <div className="grid grid-cols-5 gap-1" role="img" aria-label={current ? `Step ${at + 1} of ${GROUPS.length}` : "All steps finished"}>
        {GROUPS.map((group, index) => (
          <span key={group.id} className={`h-1 rounded-sm ${index < at ? "bg-muted" : index === at ? "bg-accent" : "bg-line"}`} />
        ))}
      </div>
    </div>
  );
}
