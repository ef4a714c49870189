import { ApiError } from "../../lib/api-client.ts";

/** What the management API says is wrong with one field of a form, or with an item in it: `emails.1` belongs to `emails`. */
export function fieldProblem(error: Error | null, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return Object.entries(error.fields).find(([path]) => path === field || path.startsWith(`${field}.`))?.[1];
}

/** What is wrong and belongs to none of the fields that the form shows. */
export function formProblem(error: Error | null, shown: readonly string[]): string | null {
  if (!error) return null;
  return shown.some((field) => fieldProblem(error, field)) ? null : error.message;
}
