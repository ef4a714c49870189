"use client";

import type { FieldProblems } from "@sluice/definition/problems";
import { type RefObject, useRef, useState } from "react";
import type { PlanDraft } from "./plan-draft.ts";
import { firstWrongStep, PLAN_STEPS, type PlanStep, planProblems, planStepOf, problemsOfPlanStep } from "./plan-steps.ts";

export interface PlanEditorState {
  readonly step: PlanStep;
  readonly furthest: PlanStep;
  readonly go: (step: PlanStep) => void;
  /** What to show on this step: of fields that were left, or of all once the step was refused. */
  readonly problems: FieldProblems;
  readonly leave: (path: string) => void;
  /** Goes on, or finishes; shows what is wrong instead when something is. */
  readonly moveOn: () => Promise<void>;
  /** What the server refused is about words that are being changed now. */
  readonly forgetRefusal: () => void;
  readonly panel: RefObject<HTMLElement | null>;
}

export interface PlanEditorInput {
  readonly plan: PlanDraft;
  readonly takenNames: readonly string[];
  /** A plan that was made before, or half-made: it opens where something is wrong, with what is wrong. */
  readonly existing: boolean;
  /** Keeps the plan. Answers what the server refused, by field; nothing when it took it. */
  readonly onFinish: () => Promise<FieldProblems>;
}

/** The straight way through a plan's three steps. */
export function usePlanEditor({ plan, takenNames, existing, onFinish }: PlanEditorInput): PlanEditorState {
  const [fromServer, setFromServer] = useState<FieldProblems>({});
  const all = { ...planProblems(plan, takenNames), ...fromServer };
  const wrong = firstWrongStep(all);
  const [step, setStep] = useState<PlanStep>(() => (existing && wrong ? wrong : "general"));
  const [reached, setReached] = useState<PlanStep>(existing ? "review" : "general");
  const [refused, setRefused] = useState<ReadonlySet<PlanStep>>(() => new Set(existing && wrong ? [wrong] : []));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const panel = useRef<HTMLElement>(null);
  const own = problemsOfPlanStep(all, step);
  const problems = refused.has(step)
    ? own
    : Object.fromEntries(Object.entries(own).filter(([path]) => left.has(path) || path in fromServer));

  function show(next: PlanStep) {
    setStep(next);
    if (PLAN_STEPS.indexOf(next) > PLAN_STEPS.indexOf(reached)) setReached(next);
    focusFirst(panel);
  }
  function refuse(at: PlanStep) {
    setRefused((earlier) => new Set(earlier).add(at));
    show(at);
  }
  async function moveOn() {
    if (Object.keys(own).length > 0) return refuse(step);
    if (step !== "review") return show(PLAN_STEPS[PLAN_STEPS.indexOf(step) + 1] ?? "review");
    if (wrong) return refuse(wrong);
    const answer = await onFinish();
    setFromServer(answer);
    const [first] = Object.keys(answer);
    if (first) refuse(planStepOf(first));
  }
  return {
    step,
    furthest: furthestOf(reached, wrong),
    go: show,
    problems,
    leave: (path) => setLeft((earlier) => (earlier.has(path) ? earlier : new Set(earlier).add(path))),
    moveOn,
    forgetRefusal: () => setFromServer((earlier) => (Object.keys(earlier).length > 0 ? {} : earlier)),
    panel,
  };
}

/** A step with something wrong is as far as one gets. */
function furthestOf(reached: PlanStep, wrong: PlanStep | null): PlanStep {
  const at = Math.min(PLAN_STEPS.indexOf(reached), wrong ? PLAN_STEPS.indexOf(wrong) : PLAN_STEPS.length);
  return PLAN_STEPS[at] ?? reached;
}

/** The first field with a message, else the first field at all. Two frames: the first draws the screen, and its messages. */
function focusFirst(panel: RefObject<HTMLElement | null>): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      const wrong = panel.current?.querySelector<HTMLElement>("[aria-invalid=true]");
      const target = wrong ?? panel.current?.querySelector<HTMLElement>("input, textarea, [role=combobox]") ?? panel.current;
      target?.focus();
      target?.scrollIntoView({ block: "nearest" });
    }),
  );
}
