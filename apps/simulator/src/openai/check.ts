import type { Json } from "../json.ts";
import { invalid, missing, type Refusal, wrongType, wrongValue } from "./refusal.ts";

/** The first refusal of a list of checks; later checks may rely on earlier ones. */
export function firstRefusal(checks: readonly (() => Refusal | null)[]): Refusal | null {
  for (const check of checks) {
    const refusal = check();
    if (refusal) return refusal;
  }
  return null;
}

/** The first refusal among the elements. */
export function eachRefusal<T>(values: readonly T[], check: (value: T, index: number) => Refusal | null): Refusal | null {
  for (const [index, value] of values.entries()) {
    const refusal = check(value, index);
    if (refusal) return refusal;
  }
  return null;
}

interface Range {
  readonly min?: number;
  readonly max?: number;
}

/** OpenAI takes null for an optional number as if it were left out. */
export function checkDecimal(body: Json, param: string, range: Range): Refusal | null {
  const value = body[param];
  if (value === undefined || value === null) return null;
  return typeof value === "number" ? checkRange({ value, param, kind: "decimal" }, range) : wrongType(param, "a decimal", value);
}

export function checkInteger(body: Json, param: string, range: Range): Refusal | null {
  const value = body[param];
  if (value === undefined || value === null) return null;
  const isInteger = typeof value === "number" && Number.isInteger(value);
  return isInteger ? checkRange({ value, param, kind: "integer" }, range) : wrongType(param, "an integer", value);
}

interface Measured {
  readonly value: number;
  readonly param: string;
  readonly kind: "decimal" | "integer";
}

function checkRange({ value, param, kind }: Measured, { min, max }: Range): Refusal | null {
  if (min !== undefined && value < min) {
    const message = `Invalid '${param}': ${kind} below minimum value. Expected a value >= ${min}, but got ${value} instead.`;
    return invalid(message, param, `${kind}_below_min_value`);
  }
  if (max !== undefined && value > max) {
    const message = `Invalid '${param}': ${kind} above maximum value. Expected a value <= ${max}, but got ${value} instead.`;
    return invalid(message, param, `${kind}_above_max_value`);
  }
  return null;
}

export function checkBoolean(body: Json, param: string): Refusal | null {
  const value = body[param];
  return value === undefined || value === null || typeof value === "boolean" ? null : wrongType(param, "a boolean", value);
}

export function checkString(value: unknown, param: string): Refusal | null {
  if (value === undefined || value === null) return missing(param);
  return typeof value === "string" ? null : wrongType(param, "a string", value);
}

export function checkOneOf(value: unknown, param: string, supported: readonly string[]): Refusal | null {
  if (value === undefined || value === null) return null;
  return typeof value === "string" && supported.includes(value)
    ? null
    : wrongValue(param, typeof value === "string" ? value : JSON.stringify(value), supported);
}

export function checkKnown(body: Json, known: ReadonlySet<string>): Refusal | null {
  const stranger = Object.keys(body).find((name) => !known.has(name));
  return stranger === undefined ? null : invalid(`Unknown parameter: '${stranger}'.`, stranger, "unknown_parameter");
}

export function checkArray(value: unknown, param: string, { min = 0, max = Number.POSITIVE_INFINITY }: Range): Refusal | null {
  if (!Array.isArray(value)) return wrongType(param, "an array", value);
  if (value.length < min) {
    return invalid(
      `Invalid '${param}': empty array. Expected an array with minimum length ${min}, but got an empty array instead.`,
      param,
      "empty_array",
    );
  }
  if (value.length > max) {
    return invalid(
      `Invalid '${param}': array too long. Expected an array with maximum length ${max}, but got an array with length ${value.length} instead.`,
      param,
      "array_above_max_length",
    );
  }
  return null;
}
