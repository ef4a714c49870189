import type { z } from "zod";

/** Field path in dots (`endpointGroups.0.name`) → what is wrong with it. */
export type FieldProblems = Readonly<Record<string, string>>;

/** A zod error as one message a field; the first of each field wins. Unknown fields are named one by one. */
export function fieldProblems(error: z.ZodError): FieldProblems {
  // A map, because a field may be called `__proto__`.
  const fields = new Map<string, string>();
  const add = (path: string, message: string) => fields.has(path) || fields.set(path, message);
  for (const issue of error.issues) {
    if (issue.code !== "unrecognized_keys") add(issue.path.join("."), issue.message);
    else for (const key of issue.keys) add([...issue.path, key].join("."), `Unknown field "${key}".`);
  }
  return Object.fromEntries(fields);
}
