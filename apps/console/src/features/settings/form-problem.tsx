import { Note } from "../../components/ui/note.tsx";
import { formProblem } from "./form-problems.ts";

export interface FormProblemProps {
  readonly error: Error | null;
  /** Fields that say their own problems. */
  readonly shown: readonly string[];
}

/** What is wrong with the whole of a form, above its fields. */
export function FormProblem({ error, shown }: FormProblemProps) {
  const problem = formProblem(error, shown);
  if (problem === null) return null;
  return (
    <Note tone="danger" role="alert">
      <p>{problem}</p>
    </Note>
  );
}
