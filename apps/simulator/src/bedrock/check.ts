import { isObject, type Json } from "../json.ts";

/** What is wrong, as the message of a 400; null when nothing is. */
export type Problem = string | null;

export function firstProblem(checks: readonly (() => Problem)[]): Problem {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}

export function eachProblem<T>(values: readonly T[], check: (value: T, index: number) => Problem): Problem {
  for (const [index, value] of values.entries()) {
    const problem = check(value, index);
    if (problem !== null) return problem;
  }
  return null;
}

/** Members that a structure does not have: AWS's own clients cannot send them. */
export function checkMembers(value: unknown, known: readonly string[], at: string): Problem {
  if (!isObject(value)) return `Value at '${at}' failed to satisfy constraint: Member must be an object`;
  const stranger = Object.keys(value).find((name) => !known.includes(name));
  return stranger === undefined
    ? null
    : `Malformed input request: ${at === "" ? "#" : `#/${at}`}: extraneous key [${stranger}] is not permitted`;
}

/** A union has exactly one member, of those that it knows. */
export function checkUnion(value: unknown, known: readonly string[], at: string): Problem {
  if (!isObject(value)) return `Value at '${at}' failed to satisfy constraint: Member must be an object`;
  const set = Object.keys(value).filter((name) => value[name] !== null);
  const [only] = set;
  return set.length === 1 && only !== undefined && known.includes(only)
    ? null
    : `Value at '${at}' failed to satisfy constraint: exactly one of ${known.join(", ")} must be set, but found ${set.join(", ") || "none"}`;
}

/** AWS's words for a text that does not fit. */
export function checkPattern(value: unknown, pattern: RegExp, at: string): Problem {
  if (typeof value === "string" && pattern.test(value)) return null;
  return `1 validation error detected: Value '${String(value)}' at '${at}' failed to satisfy constraint: Member must satisfy regular expression pattern: ${pattern.source}`;
}

export function checkRange(
  body: Json,
  name: string,
  { at, min, max }: { readonly at: string; readonly min: number; readonly max: number },
): Problem {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value === "number" && value >= min && value <= max) return null;
  return `1 validation error detected: Value '${String(value)}' at '${at}.${name}' failed to satisfy constraint: Member must be between ${min} and ${max}`;
}
