import { Check } from "lucide-react";
import { classNames } from "../../lib/class-names.ts";
import type { PlanDraft } from "./plan-draft.ts";
import { PLAN_STEPS, type PlanStep, planStepTitle } from "./plan-steps.ts";

export interface PlanStepperProps {
  readonly plan: PlanDraft;
  readonly current: PlanStep;
  /** The last step that one may go to: the way is straight. */
  readonly furthest: PlanStep;
  readonly onGo: (step: PlanStep) => void;
}

/** Where one is on the straight way, and the way back. */
export function PlanStepper({ plan, current, furthest, onGo }: PlanStepperProps) {
  const at = PLAN_STEPS.indexOf(current);
  return (
    <>
      <div className="grid gap-2 wide:hidden">
        <p className="font-medium">
          {at + 1} of {PLAN_STEPS.length} · {planStepTitle(current, plan)}
        </p>
        <div className="grid grid-cols-3 gap-1" role="img" aria-label={`Step ${at + 1} of ${PLAN_STEPS.length}`}>
          {PLAN_STEPS.map((step, index) => (
            <span key={step} className={`h-1 rounded-sm ${index < at ? "bg-muted" : index === at ? "bg-accent" : "bg-line"}`} />
          ))}
        </div>
      </div>
      <nav aria-label="Steps of the plan" className="hidden wide:block">
        <ol className="flex flex-wrap gap-1">
          {PLAN_STEPS.map((step, index) => (
            <li key={step}>
              <button
                type="button"
                disabled={index > PLAN_STEPS.indexOf(furthest)}
                aria-current={step === current ? "step" : undefined}
                onClick={() => onGo(step)}
                className={classNames(
                  "inline-flex h-8 items-center gap-2 rounded-md px-2 hover:not-disabled:bg-hover disabled:cursor-default disabled:text-muted",
                  step === current ? "bg-accent-wash font-medium text-accent-text" : "",
                )}
              >
                <Dot number={index + 1} state={index < at ? "done" : index === at ? "now" : "todo"} />
                {planStepTitle(step, plan)}
              </button>
            </li>
          ))}
        </ol>
      </nav>
    </>
  );
}

const LOOKS = {
  done: "border-ink bg-ink text-surface",
  now: "border-accent bg-accent text-accent-ink",
  todo: "border-control text-muted",
} as const;

function Dot({ number, state }: { readonly number: number; readonly state: keyof typeof LOOKS }) {
  return (
    <span aria-hidden className={`grid size-5 shrink-0 place-items-center rounded-full border text-[11px] font-semibold ${LOOKS[state]}`}>
      {state === "done" ? <Check className="size-3! stroke-[2.5]!" /> : number}
    </span>
  );
}
