import type { StepState } from "@sluice/definition/policies/step-coverage";
import type { Tone } from "../../components/ui/badge.tsx";

/** What is said of a policy at a path. Only what its publisher should look at has a colour. */
export const COVERAGE_WORDS: Readonly<Record<StepState, { readonly word: string; readonly tone: Tone }>> = {
  enforced: { word: "Enforced", tone: "ok" },
  none: { word: "Nothing to do", tone: "neutral" },
  absent: { word: "No such path", tone: "neutral" },
  refused: { word: "Refused", tone: "warn" },
  shadow: { word: "Would be refused", tone: "warn" },
  accepted: { word: "Let through unchecked", tone: "danger" },
  unrecorded: { word: "Goes by unseen", tone: "warn" },
  undone: { word: "Not done", tone: "warn" },
};

/** Where a policy cannot do what it is for. */
export function isGap(state: StepState): boolean {
  return !["enforced", "none", "absent"].includes(state);
}
