import type { PlanResource } from "@sluice/definition/resources";
import { LockOpen } from "lucide-react";
import { PLAN_KINDS, PLAN_STATUS_LABELS } from "../../components/plan-form/plan-words.ts";
import { Badge } from "../../components/ui/badge.tsx";
import { Card } from "../../components/ui/card.tsx";
import { Note } from "../../components/ui/note.tsx";

/** Who may call. */
export function PlansCard({ plans }: { readonly plans: readonly PlanResource[] }) {
  const open = plans.filter((plan) => plan.status !== "CLOSED");
  const published = open.filter((plan) => plan.status === "PUBLISHED");
  const keyless = published.some((plan) => plan.security.type === "KEY_LESS");
  return (
    <Card title="Plans" flush>
      {open.map((plan) => (
        <div key={plan.id} className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 border-line px-4 py-2.5 not-first:border-t">
          <span className="min-w-0 wrap-anywhere">{plan.name}</span>
          <Badge tone={plan.status === "PUBLISHED" ? "ok" : "neutral"}>{PLAN_STATUS_LABELS[plan.status]}</Badge>
          <span className="text-xs text-muted">{PLAN_KINDS[plan.security.type].label}</span>
        </div>
      ))}
      {published.length === 0 ? (
        <Note tone="warn" className="mx-3 mt-1 mb-3" title="No plan is published">
          <p className="text-muted">Nobody can call this API until one is.</p>
        </Note>
      ) : null}
      {keyless ? (
        <Note tone="warn" className="mx-3 mt-1 mb-3" icon={<LockOpen aria-hidden />} title="No key is asked of callers">
          <p className="text-muted">Anyone who reaches the gateway can call, on your bill.</p>
        </Note>
      ) : null}
    </Card>
  );
}
