import { Badge } from "../ui/badge.tsx";
import { describePlan } from "./describe-plan.ts";
import type { PlanDraft } from "./plan-draft.ts";
import { PLAN_KINDS } from "./plan-words.ts";

/** Everything that was said, in a caller's words. */
export function PlanReview({ plan }: { readonly plan: PlanDraft }) {
  return (
    <div className="grid gap-4">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-2 font-medium">
          <span className="min-w-0 wrap-anywhere">{plan.name.trim()}</span>
          <Badge tone={plan.kind === "KEY_LESS" ? "warn" : "neutral"}>{PLAN_KINDS[plan.kind].label}</Badge>
        </p>
        {plan.description.trim() ? <p className="wrap-anywhere text-muted">{plan.description.trim()}</p> : null}
      </div>
      <dl className="rounded-md border border-line" aria-label="What callers need">
        {describePlan(plan).map(({ term, text }) => (
          <div key={term} className="grid gap-x-4 border-line px-4 py-2.5 not-first:border-t wide:grid-cols-[112px_minmax(0,1fr)]">
            <dt className="text-muted">{term}</dt>
            <dd className="min-w-0 wrap-anywhere">{text}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
