import type { ExpressionContext } from "./context.ts";
import type { ValueType } from "./fields.ts";
import { plain } from "./values.ts";

/** What is looked up by name, and how. The types are FIELDS' word; these functions are called for fields of that type alone. */
const LOOKUPS = {
  headers: (owner: unknown, name: string): readonly string[] | null => {
    const headers = owner as ExpressionContext["request"]["headers"];
    const key = name.toLowerCase();
    const value = Object.hasOwn(headers, key) ? headers[key] : undefined;
    if (value === undefined) return null;
    return typeof value === "string" ? [value] : value;
  },
  params: (owner: unknown, name: string): readonly string[] | null => {
    const values = (owner as URLSearchParams).getAll(name);
    return values.length > 0 ? values : null;
  },
  attributes: (owner: unknown, name: string): unknown => plain((owner as ReadonlyMap<string, unknown>).get(name)),
};

type NamedType = keyof typeof LOOKUPS;

export function isNamedType(type: ValueType): type is NamedType {
  return Object.hasOwn(LOOKUPS, type);
}

/** Every lookup of a missing name, or in a part that this call does not have, gives null. */
export function lookUp(type: NamedType, owner: unknown, name: unknown): unknown {
  return owner === null || typeof name !== "string" ? null : LOOKUPS[type](owner, name);
}

/** What one lookup gives. */
export const ENTRY_TYPES = { headers: "texts", params: "texts", attributes: "any" } satisfies Record<NamedType, ValueType>;
