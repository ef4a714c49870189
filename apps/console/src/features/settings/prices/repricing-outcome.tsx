import type { RepricingResource } from "@sluice/definition/repricing";
import { Note, type NoteTone } from "../../../components/ui/note.tsx";
import { formatCount, plural } from "../../../lib/format.ts";
import { formatCost } from "../../../lib/format-amount.ts";

/** What came of a repricing, or would. */
export function RepricingOutcome({ repricing }: { readonly repricing: RepricingResource }) {
  const { dryRun, rows, changed, unpriced, costBefore, costAfter, failure } = repricing;
  if (failure !== null)
    return (
      <Note tone="danger" role="alert" title="It was given up">
        <p>{failure}</p>
      </Note>
    );
  const { tone, title } = headOf(repricing);
  return (
    <Note tone={tone} role="status" title={title}>
      <dl className="mt-1 grid grid-cols-[auto_auto] justify-start gap-x-4 tabular-nums">
        <dt className="text-muted">Requests looked at</dt>
        <dd className="text-right">{formatCount(rows)}</dd>
        <dt className="text-muted">{dryRun ? "Of these would change" : "Of these changed"}</dt>
        <dd className="text-right">{formatCount(changed)}</dd>
        <dt className="text-muted">Cost before</dt>
        <dd className="text-right">{formatCost(Number(costBefore))}</dd>
        <dt className="text-muted">Cost after</dt>
        <dd className="text-right">{formatCost(Number(costAfter))}</dd>
      </dl>
      {unpriced > 0 ? <p className="mt-1">{plural(unpriced, "request")} still without a price.</p> : null}
    </Note>
  );
}

function headOf({ state, dryRun, changed }: RepricingResource): { readonly tone: NoteTone; readonly title: string } {
  if (state === "running") return { tone: "info", title: dryRun ? "Counting …" : "Repricing …" };
  if (!dryRun) return { tone: "ok", title: "Repriced" };
  return changed === 0 ? { tone: "info", title: "Nothing would change" } : { tone: "warn", title: "This would change" };
}
