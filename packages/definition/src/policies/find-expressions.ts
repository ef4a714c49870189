import { z } from "zod";
import { isObject } from "../json.ts";
import { type ExpressionUse, expressionUse } from "./policy-kind.ts";

export interface FoundExpression {
  /** In the value, in dots. */
  readonly path: string;
  readonly use: ExpressionUse;
  readonly source: string;
}

/** The texts in a value that its schema calls expressions. Empty ones are none. */
export function findExpressions(schema: z.ZodType, value: unknown): readonly FoundExpression[] {
  const found: FoundExpression[] = [];
  visit(schema, value, { path: "", found });
  return found;
}

interface Visit {
  readonly path: string;
  readonly found: FoundExpression[];
}

function visit(schema: z.ZodType, value: unknown, { path, found }: Visit): void {
  const use = expressionUse(schema);
  if (use !== null) {
    if (typeof value === "string" && value.trim() !== "") found.push({ path, use, source: value });
    return;
  }
  const inner = unwrapped(schema);
  if (inner !== null) {
    visit(inner, value, { path, found });
    return;
  }
  const below = (key: string | number) => (path === "" ? String(key) : `${path}.${key}`);
  if (schema instanceof z.ZodObject && isObject(value)) {
    for (const [key, field] of Object.entries(schema.shape)) visit(field as z.ZodType, value[key], { path: below(key), found });
  } else if (schema instanceof z.ZodArray && Array.isArray(value)) {
    for (const [at, item] of value.entries()) visit(schema.element as z.ZodType, item, { path: below(at), found });
  } else if (schema instanceof z.ZodUnion) {
    for (const option of schema.options) visit(option as z.ZodType, value, { path, found });
  }
}

/** What stands behind a default or an optional field; null for a schema that stands for itself. */
function unwrapped(schema: z.ZodType): z.ZodType | null {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  )
    return schema.unwrap() as z.ZodType;
  return null;
}
