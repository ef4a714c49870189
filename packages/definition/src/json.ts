import type { z } from "zod";

/** Any JSON value, as zod's `z.json()` gives it. */
export type Json = z.output<ReturnType<typeof z.json>>;
export type JsonObject = { [key: string]: Json };

/** An object of which nobody has said what is in it. */
export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Any value as an object; what is none has no fields. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}
