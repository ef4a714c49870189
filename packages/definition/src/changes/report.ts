import { fieldsOf, type Json } from "../json.ts";
import { isSameSecret } from "../sealed.ts";

export type Report = (path: string, summary: string, values?: { readonly before?: Json; readonly after?: Json }) => void;
/** Before, after, and how to say a value. */
export type Pair = readonly [before: unknown, after: unknown, show?: (value: unknown) => string];
export type Fields = Record<string, unknown>;
export type Lists = readonly [before: readonly Fields[], after: readonly Fields[]];

/** Where in the definition something is compared. */
export interface Place {
  readonly report: Report;
  readonly path: string;
}

export function inside(place: Place, key: string | number): Place {
  return { report: place.report, path: place.path === "" ? String(key) : `${place.path}.${key}` };
}

export function items(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

export function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Equal as JSON, whatever the order of the keys; a field that is undefined is a field that is absent, and a secret is itself however it is sealed. */
export function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === "string" && typeof b === "string") return isSameSecret(a, b);
  if (Array.isArray(a) || Array.isArray(b))
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => same(fieldsOf(a)[key], fieldsOf(b)[key]));
}

/** "Name changed from A to B", "Name set to B", "Name removed". The third of the pair puts a value into words. */
export function valueChange({ report, path }: Place, what: string, [before, after, show = shown]: Pair): void {
  if (same(before, after)) return;
  const values = { ...(isJson(before) ? { before } : {}), ...(isJson(after) ? { after } : {}) };
  if (isEmpty(before)) report(path, `${what} set to ${show(after)}`, values);
  else if (isEmpty(after)) report(path, `${what} removed`, values);
  else report(path, `${what} changed from ${show(before)} to ${show(after)}`, values);
}

/** "What set", "What removed", "What replaced": neither value is said. */
export function secretChange({ report, path }: Place, what: string, [before, after]: Pair): void {
  if (same(before || undefined, after || undefined)) return;
  report(path, `${what} ${!before ? "set" : !after ? "removed" : "replaced"}`);
}

/** "What turned on", "What turned off". */
export function toggled({ report, path }: Place, what: string, [before, after]: Pair): void {
  if (same(before, after)) return;
  report(path, `${what} turned ${after === true ? "on" : "off"}`, { before: before === true, after: after === true });
}

/** "X added", "X removed", "X changed", without what is in it. */
export function objectChanges({ report, path }: Place, what: string, [before, after]: Pair): void {
  if (same(before, after)) return;
  report(path, `${what} ${before === undefined ? "added" : after === undefined ? "removed" : "changed"}`);
}

/** `objectChanges` for lists whose members go by name. */
export function namedChanges(place: Place, what: string, lists: Lists): void {
  for (const { path, from, to } of paired(place.path, lists)) {
    objectChanges({ ...place, path }, `${what} ${text((to ?? from)?.["name"])}`, [from, to]);
  }
}

export interface Paired {
  /** Where it stands now, or stood before it was removed. */
  readonly path: string;
  readonly from: Fields | undefined;
  readonly to: Fields | undefined;
}

/** The members of two lists, side by side by `key` (their name). Those of `after` first, in order; then the removed ones. */
export function paired(path: string, [before, after]: Lists, key: (item: Fields) => unknown = (item) => item["name"]): Paired[] {
  const former = new Map(before.map((item) => [key(item), item]));
  const present = new Set(after.map(key));
  const now = after.map((to, index) => ({ path: `${path}.${index}`, from: former.get(key(to)), to }));
  const gone = before.flatMap((from, index) => (present.has(key(from)) ? [] : [{ path: `${path}.${index}`, from, to: undefined }]));
  return [...now, ...gone];
}

/** Fields that no sentence knows: named by their path, without values, because nobody has said that they are no secrets. */
export function otherChanges({ report, path }: Place, [before, after]: readonly [Fields, Fields], known: readonly string[]): void {
  for (const key of new Set([...Object.keys(after), ...Object.keys(before)])) {
    if (known.includes(key) || same(before[key], after[key])) continue;
    const place = path === "" ? key : `${path}.${key}`;
    report(place, `${place} changed`);
  }
}

function shown(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function isJson(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
