import type { FormField, FormNode } from "./form-node.ts";

export type Values = Readonly<Record<string, unknown>>;

/** Any value as an object; what is none has no fields. */
export function valuesOf(value: unknown): Values {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Values) : {};
}

/** A copy with one field set, or left out where there is nothing to say. */
export function withValue(values: unknown, key: string, value: unknown): Values {
  const { [key]: _before, ...rest } = valuesOf(values);
  if (value === undefined) return rest;
  // In its old place, so that a definition's text stays in order.
  return key in valuesOf(values) ? { ...valuesOf(values), [key]: value } : { ...rest, [key]: value };
}

/** What a new value begins as: nothing that a default says, and the objects that have to be there. */
export function startValue(node: FormNode): unknown {
  if (node.kind === "object") return startFields(node.fields);
  if (node.kind === "variant") return { [node.key]: node.options[0]?.value ?? "", ...startFields(node.options[0]?.fields ?? []) };
  if (node.kind === "list") return [];
  if (node.kind === "record") return {};
  if (node.kind === "boolean") return false;
  return node.kind === "number" || node.kind === "json" ? undefined : "";
}

export function startFields(fields: readonly FormField[]): Values {
  return Object.fromEntries(
    fields.flatMap(({ key, node, optional }) => {
      if (optional || !["object", "variant", "list"].includes(node.kind)) return [];
      // A list that must not be empty begins with what has to be filled in.
      return [[key, node.kind === "list" && node.required ? [startValue(node.item)] : startValue(node)]];
    }),
  );
}
