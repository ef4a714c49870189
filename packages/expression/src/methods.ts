import type { ValueType } from "./fields.ts";
import { MOST_RESULT_CHARACTERS } from "./limits.ts";
import { fail, type Scope, spend } from "./scope.ts";
import { asText, equal, member } from "./values.ts";

type Argument = "text" | "number" | "any";

export interface Method {
  readonly takes: readonly Argument[];
  /** How many of them may be left out. */
  readonly optional?: number;
  readonly gives: ValueType;
  run(scope: Scope, receiver: never, args: readonly never[]): unknown;
}

interface Typed<Receiver> {
  readonly takes: readonly Argument[];
  readonly optional?: number;
  readonly gives: ValueType;
  run(scope: Scope, receiver: Receiver, args: readonly never[]): unknown;
}

const onText: Record<string, Typed<string>> = {
  length: { takes: [], gives: "number", run: (_, text) => text.length },
  isEmpty: { takes: [], gives: "boolean", run: (_, text) => text === "" },
  isBlank: { takes: [], gives: "boolean", run: (_, text) => text.trim() === "" },
  trim: { takes: [], gives: "text", run: (_, text) => text.trim() },
  toLowerCase: { takes: [], gives: "text", run: (_, text) => text.toLowerCase() },
  toUpperCase: { takes: [], gives: "text", run: (_, text) => text.toUpperCase() },
  contains: { takes: ["text"], gives: "boolean", run: (_, text, [part]: readonly string[]) => text.includes(part ?? "") },
  startsWith: { takes: ["text"], gives: "boolean", run: (_, text, [start]: readonly string[]) => text.startsWith(start ?? "") },
  endsWith: { takes: ["text"], gives: "boolean", run: (_, text, [end]: readonly string[]) => text.endsWith(end ?? "") },
  indexOf: { takes: ["text"], gives: "number", run: (_, text, [part]: readonly string[]) => text.indexOf(part ?? "") },
  equals: { takes: ["any"], gives: "boolean", run: (_, text, [other]) => text === other },
  equalsIgnoreCase: {
    takes: ["text"],
    gives: "boolean",
    run: (_, text, [other]: readonly string[]) => text.toLowerCase() === other?.toLowerCase(),
  },
  substring: {
    takes: ["number", "number"],
    optional: 1,
    gives: "text",
    run: (_, text, [from, to]: readonly number[]) => text.substring(from ?? 0, to),
  },
  replace: {
    takes: ["text", "text"],
    gives: "text",
    run: (scope, text, [old, fresh]: readonly string[]) => replace(scope, text, [old ?? "", fresh ?? ""]),
  },
};

const onList: Record<string, Typed<readonly unknown[]>> = {
  size: { takes: [], gives: "number", run: (_, list) => list.length },
  length: { takes: [], gives: "number", run: (_, list) => list.length },
  isEmpty: { takes: [], gives: "boolean", run: (_, list) => list.length === 0 },
  contains: { takes: ["any"], gives: "boolean", run: (_, list, [wanted]) => list.some((element) => equal(element, wanted)) },
  get: { takes: ["number"], gives: "any", run: (_, list, [index]) => member(list, index) },
};

const onObject: Record<string, Typed<object>> = {
  containsKey: { takes: ["text"], gives: "boolean", run: (_, owner, [key]) => member(owner, key) !== null },
  get: { takes: ["text"], gives: "any", run: (_, owner, [key]) => member(owner, key) },
};

/** Apart from the others, because every object literal has a `toString` already. */
const toText: Typed<unknown> = { takes: [], gives: "text", run: (scope, value) => asText(scope, value) };

const onScalar: Record<string, Typed<unknown>> = {
  equals: { takes: ["any"], gives: "boolean", run: (_, value, [other]) => equal(value, other) },
};

export type ReceiverKind = "text" | "list" | "object" | "scalar";

/** Maps, because a method's name comes from the author: `.constructor()` must find nothing. */
const METHODS: ReadonlyMap<ReceiverKind, ReadonlyMap<string, Method>> = new Map<ReceiverKind, Map<string, Method>>([
  ["text", new Map<string, Method>([...Object.entries(onText), ["toString", toText]])],
  ["list", new Map<string, Method>(Object.entries(onList))],
  ["object", new Map<string, Method>(Object.entries(onObject))],
  ["scalar", new Map<string, Method>([...Object.entries(onScalar), ["toString", toText]])],
]);

export function findMethod(kind: ReceiverKind, name: string): Method | undefined {
  return METHODS.get(kind)?.get(name);
}

export function methodNames(kind: ReceiverKind): string {
  return [...(METHODS.get(kind)?.keys() ?? [])].map((name) => `${name}()`).join(", ");
}

/** The kinds that have such a method. */
export function kindsWith(name: string): ReceiverKind[] {
  return [...METHODS.keys()].filter((kind) => findMethod(kind, name));
}

export function kindOf(value: unknown): ReceiverKind {
  if (typeof value === "string") return "text";
  if (Array.isArray(value)) return "list";
  return typeof value === "object" ? "object" : "scalar";
}

/** Counted before it is done: what grows by a factor a call would otherwise be out of memory before it is out of bounds. */
function replace(scope: Scope, text: string, [old, fresh]: readonly [string, string]): string {
  if (old === "") return text;
  let found = 0;
  for (let at = text.indexOf(old); at >= 0; at = text.indexOf(old, at + old.length)) found += 1;
  const length = text.length + found * (fresh.length - old.length);
  if (length > Math.max(text.length, MOST_RESULT_CHARACTERS)) {
    fail(scope, `The result has more than ${MOST_RESULT_CHARACTERS} characters.`);
    return "";
  }
  return spend(scope, length) ? text.replaceAll(old, () => fresh) : "";
}
