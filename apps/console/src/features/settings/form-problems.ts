import { ApiError } from "../../lib/api-client.ts";

/** What the console says is wrong with one field of a form. */
export function fieldProblem(error: Error | null, field: string): string | undefined {
  return error instanceof ApiError ? error.fields[field] : undefined;
}

/** What is wrong and belongs to none of the fields that the form shows. */
export function formProblem(error: Error | null, shown: readonly string[]): string | null {
  if (!error) return null;
  return shown.some((field) => fieldProblem(error, field)) ? null : error.message;
}
