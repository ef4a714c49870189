import type { FieldProblems } from "@sluice/definition/problems";
import type { PlanDraft } from "./plan-draft.ts";

/** What every screen of the sub-wizard gets. `problems` are keyed by the path in the plan's definition; fields say by it that they were left. */
export interface PlanFieldProps {
  readonly plan: PlanDraft;
  readonly onChange: (change: (plan: PlanDraft) => PlanDraft) => void;
  readonly problems: FieldProblems;
  readonly onLeave: (path: string) => void;
}
