import type { FieldProblems } from "@sluice/definition/problems";
import type { DraftStep } from "@sluice/definition/resources";
import { type FocusEvent, useCallback, useMemo, useState } from "react";
import { problemsOfStep, stepProblems } from "./step-problems.ts";
import type { WizardForm } from "./wizard-form.ts";

export interface StepCheck {
  /** What to show now: of fields that were left, or of all once the step was refused. */
  readonly shown: FieldProblems;
  /** What keeps the step from being finished, shown or not. */
  readonly all: FieldProblems;
  /** Says that a field was left, by its path. */
  readonly leaveField: (path: string) => void;
  /** The same for the form's `onBlur`: fields carry their path as `name`. */
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
  /** Shows everything that is wrong on a step. */
  readonly refuse: (step: DraftStep) => void;
}

/** Which of a step's problems a person gets to see. `fromServer` are refusals that the schema cannot know of. */
export function useStepCheck(form: WizardForm, step: DraftStep, fromServer: FieldProblems): StepCheck {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<ReadonlySet<DraftStep>>(new Set());
  const own = useMemo(() => stepProblems(form, step), [form, step]);
  const server = useMemo(() => problemsOfStep(fromServer, step), [fromServer, step]);
  const all = useMemo(() => ({ ...server, ...own }), [server, own]);
  // A refusal ends when there is nothing left to correct: what is added afterwards starts without messages.
  const showsAll = refused.has(step) && Object.keys(all).length > 0;
  if (refused.has(step) && !showsAll) setRefused((earlier) => new Set([...earlier].filter((other) => other !== step)));
  const shown = useMemo(
    () => (showsAll ? all : Object.fromEntries(Object.entries(all).filter(([path]) => left.has(path) || path in server))),
    [all, left, server, showsAll],
  );
  const leaveField = useCallback((path: string) => setLeft((earlier) => (earlier.has(path) ? earlier : new Set(earlier).add(path))), []);
  const onBlur = useCallback(
    (event: FocusEvent<HTMLElement>) => {
      const { name } = event.target as HTMLInputElement;
      if (name) leaveField(name);
    },
    [leaveField],
  );
  const refuse = useCallback((wrong: DraftStep) => setRefused((earlier) => new Set(earlier).add(wrong)), []);
  return { shown, all, leaveField, onBlur, refuse };
}
