import type { FieldProblems } from "@sluice/definition/problems";
import type { EntrypointDraft } from "./entrypoint-draft.ts";

/** What the parts of the form get. Fields carry their path in the definition as `name`; `problems` are keyed by it. */
export interface EntrypointFieldProps {
  readonly draft: EntrypointDraft;
  readonly onChange: (change: Partial<EntrypointDraft>) => void;
  readonly problems: FieldProblems;
}
