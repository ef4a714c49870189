import type { Json } from "../json.ts";

/** What is wrong, as the message of a 400; null when nothing is. */
export type Problem = string | null;

/** The first problem of a list of checks; later checks may rely on earlier ones. */
export function firstProblem(checks: readonly (() => Problem)[]): Problem {
  for (const check of checks) {
    const problem = check();
    if (problem !== null) return problem;
  }
  return null;
}

/** The first problem among the elements. */
export function eachProblem<T>(values: readonly T[], check: (value: T, index: number) => Problem): Problem {
  for (const [index, value] of values.entries()) {
    const problem = check(value, index);
    if (problem !== null) return problem;
  }
  return null;
}

export const isRequired = (at: string): Problem => `${at}: Field required`;

export function checkKnown(body: Json, known: readonly string[], at = ""): Problem {
  const stranger = Object.keys(body).find((name) => !known.includes(name));
  return stranger === undefined ? null : `${at === "" ? "" : `${at}.`}${stranger}: Extra inputs are not permitted`;
}

interface Range {
  readonly min: number;
  readonly max?: number;
}

/** Optional numbers may be null. */
export function checkNumber(body: Json, name: string, { min, max = Number.POSITIVE_INFINITY }: Range): Problem {
  const value = body[name];
  if (value === undefined || value === null) return null;
  if (typeof value !== "number") return `${name}: Input should be a valid number`;
  if (value < min) return `${name}: Input should be greater than or equal to ${min}`;
  return value > max ? `${name}: Input should be less than or equal to ${max}` : null;
}

export function checkInteger(body: Json, name: string, range: Range): Problem {
  const value = body[name];
  if (typeof value === "number" && !Number.isInteger(value)) return `${name}: Input should be a valid integer`;
  return checkNumber(body, name, range);
}

export function checkOneOf(value: unknown, at: string, choices: readonly string[]): Problem {
  if (typeof value === "string" && choices.includes(value)) return null;
  return `${at}: Input should be ${choices.map((choice) => `'${choice}'`).join(", ")}`;
}
