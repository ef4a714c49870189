"use client";

import { useRef } from "react";
import { RefusalNote } from "../api-actions/refusal-note.tsx";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { AuthenticationFields } from "./authentication-fields.tsx";
import { GeneralFields } from "./general-fields.tsx";
import type { PlanFieldProps } from "./plan-field-props.ts";
import { PlanReview } from "./plan-review.tsx";
import { PlanStepper } from "./plan-stepper.tsx";
import { PLAN_STEPS, planStepTitle } from "./plan-steps.ts";
import { type PlanEditorInput, usePlanEditor } from "./use-plan-editor.ts";

export interface PlanEditorProps extends PlanEditorInput, Pick<PlanFieldProps, "onChange"> {
  readonly title: string;
  /** On the last step's button: "Add plan". */
  readonly finishLabel: string;
  readonly busy?: boolean;
  /** Why the plan was not kept, beside what its fields say. */
  readonly error?: Error | null;
  /** Gives up what was changed since the editor was opened. */
  readonly onCancel: () => void;
  /** × and Escape. */
  readonly onClose: () => void;
}

/** The plan sub-wizard: General, how callers authenticate, and all of it in words. */
export function PlanEditor(props: PlanEditorProps) {
  const { plan, title, finishLabel, busy = false, error = null, onChange, onCancel, onClose } = props;
  const editor = usePlanEditor(props);
  const first = useRef<HTMLElement>(null);
  const fields: PlanFieldProps = {
    plan,
    problems: editor.problems,
    onLeave: editor.leave,
    onChange: (change) => {
      editor.forgetRefusal();
      onChange(change);
    },
  };
  const previous = PLAN_STEPS[PLAN_STEPS.indexOf(editor.step) - 1];
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="lg"
      title={title}
      initialFocus={first}
      onSubmit={() => void (busy || editor.moveOn())}
      footer={
        <>
          <Button variant="quiet" className="mr-auto" onClick={onCancel}>
            Cancel
          </Button>
          {previous ? <Button onClick={() => editor.go(previous)}>Previous</Button> : null}
          <Button type="submit" variant="primary" busy={busy}>
            {editor.step === "review" ? finishLabel : "Next"}
          </Button>
        </>
      }
    >
      <div className="grid min-h-80 content-start gap-5">
        <PlanStepper plan={plan} current={editor.step} furthest={editor.furthest} onGo={editor.go} />
        {error ? <RefusalNote title="The plan was not saved" error={error} /> : null}
        <section
          ref={(node) => {
            editor.panel.current = node;
            first.current = node?.querySelector<HTMLElement>("[aria-invalid=true]") ?? node?.querySelector("input, textarea") ?? node;
          }}
          tabIndex={-1}
          aria-label={planStepTitle(editor.step, plan)}
          className="outline-none"
        >
          {editor.step === "general" ? <GeneralFields {...fields} /> : null}
          {editor.step === "authentication" ? <AuthenticationFields {...fields} /> : null}
          {editor.step === "review" ? <PlanReview plan={plan} /> : null}
        </section>
      </div>
    </Dialog>
  );
}
