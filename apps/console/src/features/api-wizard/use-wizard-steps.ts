import { DRAFT_STEPS, type DraftStep } from "@sluice/definition/resources";
import { useSearchParams } from "next/navigation";
import { type RefObject, useCallback, useEffect, useRef } from "react";
import { reachableStep } from "./steps.ts";

export interface WizardSteps {
  readonly step: DraftStep;
  readonly go: (step: DraftStep) => void;
}

/**
 * The step is in the address, so that a reload and the browser's Back find it. The address is changed without asking the server: everything
 * that a step shows is here already.
 */
export function useWizardSteps(furthest: DraftStep): WizardSteps {
  const asked = useSearchParams().get("step");
  const step = reachableStep(asked, furthest);
  const go = useCallback((next: DraftStep) => {
    window.history.pushState(null, "", `?step=${next}`);
    window.scrollTo({ top: 0 });
  }, []);
  useEffect(() => {
    // An address without a step, or with one out of reach, is made to say what is shown.
    if (asked !== step) window.history.replaceState(null, "", `?step=${step}`);
  }, [asked, step]);
  return { step, go };
}

/** Puts the focus where a new screen begins: on its first field, or on its title when it has none. */
export function useFocusOnStep(step: DraftStep, page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!DRAFT_STEPS.includes(step)) return;
    const first = page.current?.querySelector<HTMLElement>("[data-step-fields] :is(input, textarea, [role=combobox], button)");
    // On a touch screen a focused field opens the keyboard over half of what is to be read.
    const fieldFirst = first?.matches("input:not([role=switch]), textarea") && window.matchMedia("(pointer: fine)").matches;
    (fieldFirst ? first : page.current?.querySelector<HTMLElement>("h1"))?.focus({ preventScroll: true });
  }, [step, page]);
}

/**
 * Call the result after a refusal: once the messages are drawn, the first field that has one gets the focus, or the button that leads to it
 * (`data-problem`).
 */
export function useFocusOnFirstProblem(page: RefObject<HTMLElement | null>): () => void {
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);
  return useCallback(() => {
    // Two frames: the first draws the messages, and what unfolds because of them.
    frame.current = requestAnimationFrame(() => {
      frame.current = requestAnimationFrame(() => {
        const wrong =
          page.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-problem]") ??
          page.current?.querySelector<HTMLElement>("input[type=radio]");
        wrong?.focus();
        wrong?.scrollIntoView({ block: "center" });
      });
    });
  }, [page]);
}
