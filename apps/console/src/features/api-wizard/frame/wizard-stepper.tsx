import type { DraftStep } from "@sluice/definition/resources";
import { DRAFT_STEPS } from "@sluice/definition/resources";
import { Check, CircleAlert } from "lucide-react";
import { stepProblems } from "../step-problems.ts";
import { firstStepOf, GROUPS, type GroupId, STEPS, type StepGroup, stepAt } from "../steps.ts";
import type { WizardForm } from "../wizard-form.ts";

interface WizardStepperProps {
  readonly form: WizardForm;
  /** Null when the wizard is over: every group is done. */
  readonly current: DraftStep | null;
  readonly furthest: DraftStep;
  readonly subtitle: string;
  readonly onGo?: (step: DraftStep) => void;
  /** A line under *Summary*, once there is something to say. */
  readonly summaryDigest?: string;
}

/** The left column: where one is, what was said before, and the way back to it. */
export function WizardStepper({ form, current, furthest, subtitle, onGo, summaryDigest }: WizardStepperProps) {
  return (
    <nav aria-label="Steps">
      <div className="grid gap-0.5 px-2 pt-2 pb-4">
        <h2>Create V4 API</h2>
        <p className="text-xs text-muted">{subtitle}</p>
      </div>
      <ol>
        {GROUPS.map((group, at) => (
          <li
            key={group.id}
            className="relative not-last:pb-2 not-last:after:absolute not-last:after:top-8 not-last:after:-bottom-1 not-last:after:left-[17px] not-last:after:w-px not-last:after:bg-control not-last:after:opacity-50"
          >
            <StepperRow
              number={at + 1}
              group={group}
              state={groupState(group.id, { form, current, furthest })}
              digest={group.id === "summary" && summaryDigest ? [summaryDigest] : group.digest(form)}
              onGo={onGo}
            />
          </li>
        ))}
      </ol>
    </nav>
  );
}

type GroupState = "done" | "now" | "wrong" | "todo";

/** How a group stands: finished ones are checked again, because a change elsewhere may have broken them. */
export function groupState(
  group: GroupId,
  { form, current, furthest }: Pick<WizardStepperProps, "form" | "current" | "furthest">,
): GroupState {
  if (current && stepAt(current).group === group) return "now";
  const steps = STEPS.filter((step) => step.group === group);
  const reached = (id: DraftStep) => DRAFT_STEPS.indexOf(id) <= DRAFT_STEPS.indexOf(furthest);
  const last = steps.at(-1);
  if (current !== null && !(last && reached(last.id) && furthest !== last.id))
    return steps.some((step) => reached(step.id)) ? "done" : "todo";
  return steps.some((step) => Object.keys(stepProblems(form, step.id)).length > 0) ? "wrong" : "done";
}

const SPOKEN: Readonly<Record<GroupState, string>> = {
  done: "finished",
  now: "current step",
  wrong: "has to be corrected",
  todo: "not reached yet",
};

interface StepperRowProps {
  readonly number: number;
  readonly group: StepGroup;
  readonly state: GroupState;
  readonly digest: readonly string[];
  readonly onGo: ((step: DraftStep) => void) | undefined;
}

function StepperRow({ number, group, state, digest, onGo }: StepperRowProps) {
  const row = (
    <>
      <Dot number={number} state={state} />
      <span className={state === "now" ? "font-medium text-accent-text" : state === "todo" ? "text-muted" : "font-medium"}>
        {group.label}
        <span className="sr-only">, {SPOKEN[state]}</span>
      </span>
      {digest.filter(Boolean).map((line) => (
        <span key={line} className="col-start-2 truncate text-xs leading-4.5 text-muted">
          {line}
        </span>
      ))}
    </>
  );
  const shape = "relative grid min-h-11 w-full grid-cols-[20px_minmax(0,1fr)] content-start gap-x-3 rounded-md p-2 text-left";
  if (!onGo || state === "todo" || state === "now")
    return (
      <div className={`${shape} ${state === "now" ? "bg-accent-wash" : ""}`} aria-current={state === "now" ? "step" : undefined}>
        {row}
      </div>
    );
  return (
    <button type="button" className={`${shape} hover:bg-hover`} onClick={() => onGo(firstStepOf(group.id))}>
      {row}
    </button>
  );
}

function Dot({ number, state }: { readonly number: number; readonly state: GroupState }) {
  const look = {
    done: "border-ink bg-ink text-surface",
    now: "border-accent bg-accent text-accent-ink",
    wrong: "border-danger bg-danger-wash text-danger",
    todo: "border-control bg-sunken text-muted",
  }[state];
  return (
    <span
      aria-hidden="true"
      className={`relative z-1 grid size-5 place-items-center rounded-full border text-[11px] font-semibold ${look}`}
    >
      {state === "done" ? (
        <Check className="size-3! stroke-[2.5]!" />
      ) : state === "wrong" ? (
        <CircleAlert className="size-3! stroke-[2.5]!" />
      ) : (
        number
      )}
    </span>
  );
}
