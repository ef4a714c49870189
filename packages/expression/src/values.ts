import { MOST_RESULT_CHARACTERS } from "./limits.ts";
import { fail, type Scope, spend } from "./scope.ts";

/** A step into a value. Own data only, and null for all that is not there, so that nothing inherited is ever seen. */
export function member(owner: unknown, key: unknown): unknown {
  if (owner === null || owner === undefined) return null;
  if (typeof owner === "string" || Array.isArray(owner)) {
    return typeof key === "number" && Number.isInteger(key) && key >= 0 && key < owner.length ? plain(owner[key]) : null;
  }
  if (owner instanceof Map) return plain(owner.get(key));
  const named = typeof key === "string" || typeof key === "number";
  return typeof owner === "object" && named && Object.hasOwn(owner, key) ? plain(Reflect.get(owner, key)) : null;
}

/** Functions and the like are no data, wherever they came from. */
export function plain(value: unknown): unknown {
  return value === undefined || typeof value === "function" || typeof value === "symbol" ? null : value;
}

export function describe(value: unknown): string {
  if (value === null) return "nothing";
  if (Array.isArray(value)) return "a list";
  return { string: "a text", number: "a number", bigint: "a number", boolean: "a truth value" }[typeof value as string] ?? "an object";
}

/** As it stands in a template: null is empty, a list its elements with commas between them, an object JSON. */
export function asText(scope: Scope, value: unknown): string {
  const text = writeText(scope, value);
  if (text.length <= MOST_RESULT_CHARACTERS) return text;
  fail(scope, `The result has more than ${MOST_RESULT_CHARACTERS} characters.`);
  return "";
}

function writeText(scope: Scope, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (typeof value !== "object") return String(value);
  if (!spend(scope, 64)) return "";
  if (Array.isArray(value) && value.every((element) => typeof element !== "object" || element === null)) {
    return spend(scope, value.length) ? value.map((element) => writeText(scope, element)).join(",") : "";
  }
  const written = value instanceof Map ? JSON.stringify(Object.fromEntries(value)) : JSON.stringify(value);
  return spend(scope, written.length) ? written : "";
}

/** Two texts, numbers or truth values. Lists and objects equal nothing: a message's content may be parts where a text was expected. */
export function equal(left: unknown, right: unknown): boolean {
  if (typeof left === "object" && left !== null) return false;
  return left === right;
}
