import type { z } from "zod";

/** Field path in dots (`endpointGroups.0.name`) → what is wrong with it. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A zod error as one message a field; the first of each field wins. Unknown fields are named one by one. */
export function fieldProblems(error: z.ZodError): FieldProblems {
  const fields: Record<string, string> = {};
  for (const issue of error.issues) {
    if (issue.code === "unrecognized_keys") {
      for (const key of issue.keys) fields[[...issue.path, key].join(".")] ??= `Unknown field "${key}".`;
      continue;
    }
    fields[issue.path.join(".")] ??= issue.message;
  }
  return fields;
}
