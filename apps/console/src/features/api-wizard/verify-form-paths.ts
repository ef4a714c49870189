import { normaliseContextPath } from "@sluice/definition/context-path";
import type { FieldProblems } from "@sluice/definition/problems";
import { verifyPaths } from "../../lib/management-api.ts";
import type { WizardForm } from "./wizard-form.ts";

/** Which paths another API has, by their fields. Nothing when nobody can be asked: creating the API asks again. */
export async function verifyFormPaths(form: WizardForm): Promise<FieldProblems> {
  const paths = form.paths.map((row) => normaliseContextPath(row.path));
  try {
    const answer = await verifyPaths(paths);
    const problems: Record<string, string> = {};
    for (const [at, path] of paths.entries()) {
      const row = answer.paths.find((one) => one.path === path);
      if (row && !row.ok) problems[`listeners.0.paths.${at}.path`] = row.reason ?? "This context path is in use.";
    }
    return problems;
  } catch {
    return {};
  }
}
