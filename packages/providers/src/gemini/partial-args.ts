import { isObject } from "@sluice/definition/json";

type Node = Record<string, unknown> | unknown[];
type Key = string | number;

/** Steps of Google's JSON paths: `.name`, `['any name']`, `["any name"]`, `[0]`. */
const STEP = /\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/g;
/** A hole in a list is filled: an index beyond what any call has would only eat memory. */
const HIGHEST_INDEX = 10_000;

/**
 * Puts one piece of streamed arguments where its path says (https://cloud.google.com/vertex-ai, PartialArg). Strings go on
 * where they ended. A path that makes no sense is passed over.
 */
export function applyPartialArgument(args: Record<string, unknown>, piece: unknown): void {
  if (!isObject(piece) || typeof piece["jsonPath"] !== "string") return;
  const keys: Key[] = [...piece["jsonPath"].matchAll(STEP)].map(([, name, index, single, double]) =>
    index === undefined ? (name ?? unescaped(single ?? double ?? "")) : Number(index),
  );
  const last = keys.pop();
  if (last === undefined) return;
  let at: Node = args;
  for (const [index, key] of keys.entries()) {
    const next = child(at, key, keys[index + 1] ?? last);
    if (next === null) return;
    at = next;
  }
  const before = valueAt(at, last);
  const value = jsonValue(piece, before);
  if (value !== undefined) put(at, last, value);
}

function jsonValue({ stringValue, numberValue, boolValue, ...rest }: Readonly<Record<string, unknown>>, before: unknown): unknown {
  if (typeof stringValue === "string") return typeof before === "string" ? before + stringValue : stringValue;
  if (typeof numberValue === "number") return numberValue;
  if (typeof boolValue === "boolean") return boolValue;
  return Object.hasOwn(rest, "nullValue") ? null : undefined;
}

/** The object or list under a key, made when there is none. Null when something else stands there. */
function child(at: Node, key: Key, next: Key): Node | null {
  const before = valueAt(at, key);
  if (before === undefined) {
    const made: Node = typeof next === "number" ? [] : {};
    return put(at, key, made) ? made : null;
  }
  return isObject(before) || Array.isArray(before) ? (before as Node) : null;
}

function valueAt(at: Node, key: Key): unknown {
  if (Array.isArray(at)) return typeof key === "number" ? at[key] : undefined;
  return Object.hasOwn(at, key) ? at[String(key)] : undefined;
}

function put(at: Node, key: Key, value: unknown): boolean {
  if (Array.isArray(at)) {
    if (typeof key !== "number" || key > HIGHEST_INDEX) return false;
    at[key] = value;
    return true;
  }
  // Defined, not assigned: a path may say `__proto__`.
  Object.defineProperty(at, key, { value, enumerable: true, configurable: true, writable: true });
  return true;
}

function unescaped(name: string): string {
  return name.replace(/\\(.)/gs, "$1");
}
