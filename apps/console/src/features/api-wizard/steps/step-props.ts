import type { FieldProblems } from "@sluice/definition/problems";
import type { WizardForm } from "../wizard-form.ts";

/** What every screen gets. Fields carry their path in the definition as `name`; `problems` are keyed by it. */
export interface StepProps {
  readonly form: WizardForm;
  readonly update: (change: (form: WizardForm) => WizardForm) => void;
  readonly problems: FieldProblems;
}
