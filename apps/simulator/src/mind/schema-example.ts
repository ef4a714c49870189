import { type Hints, stringExample } from "./string-example.ts";

export type Schema = Readonly<Record<string, unknown>>;

/** Past this depth optional and repeated parts are left out, so that a schema that contains itself still comes to an end. */
const CALM_DEPTH = 5;
/** A schema that demands itself has no finite example: stop with null. */
const MAX_DEPTH = 40;

interface Place {
  readonly root: Schema;
  readonly hints: Hints;
  /** The property that the value is for: `city`. */
  readonly name: string;
  readonly index: number;
  readonly depth: number;
}

/**
 * The smallest value that satisfies a JSON schema, the same each time, with words of `hints` where they fit.
 * An object gets its required properties; one that requires none gets its first. `not`, `if` and `patternProperties` are not looked at.
 */
export function schemaExample(schema: unknown, hints: Hints = { text: "", answer: "" }): unknown {
  return example(schema, { root: isSchema(schema) ? schema : {}, hints, name: "", index: 0, depth: 0 });
}

function example(given: unknown, place: Place): unknown {
  if (place.depth > MAX_DEPTH || !isSchema(given)) return given === true || given === undefined ? "" : null;
  const schema = merged(given, place);
  if ("const" in schema) return schema["const"];
  if (Array.isArray(schema["enum"])) return enumExample(schema["enum"], place);
  const branches = schema["anyOf"] ?? schema["oneOf"];
  if (Array.isArray(branches)) {
    const { anyOf: _any, oneOf: _one, ...rest } = schema;
    const branch = chooseBranch(branches, place);
    return example(isSchema(branch) ? { ...rest, ...branch } : branch, deeper(place));
  }
  switch (typeOf(schema)) {
    case "object":
      return objectExample(schema, place);
    case "array":
      return arrayExample(schema, place);
    case "integer":
      return numberExample(schema, 1, place);
    case "number":
      return numberExample(schema, 0, place);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return stringExample(schema, place);
  }
}

/** Follows `$ref` and folds `allOf` into one schema. */
function merged(schema: Schema, place: Place, hops = 0): Schema {
  if (hops > MAX_DEPTH) return {};
  const { $ref: reference, allOf, ...own } = schema;
  const parts = [...(typeof reference === "string" ? [resolve(reference, place.root)] : []), ...(Array.isArray(allOf) ? allOf : [])];
  return parts.filter(isSchema).reduce<Schema>((whole, part) => fold(whole, merged(part, place, hops + 1)), own);
}

function fold(left: Schema, right: Schema): Schema {
  return {
    ...right,
    ...left,
    ...(isSchema(left["properties"]) && isSchema(right["properties"])
      ? { properties: { ...right["properties"], ...left["properties"] } }
      : {}),
    ...(Array.isArray(left["required"]) && Array.isArray(right["required"])
      ? { required: [...right["required"], ...left["required"]] }
      : {}),
  };
}

/** `#/$defs/step`: a JSON pointer into the same document (RFC 6901). Other documents are not fetched. */
function resolve(reference: string, root: Schema): unknown {
  if (!reference.startsWith("#")) return {};
  let at: unknown = root;
  for (const key of reference.slice(1).split("/").slice(1)) {
    const name = decodeURIComponent(key).replaceAll("~1", "/").replaceAll("~0", "~");
    at = typeof at === "object" && at !== null ? (at as Record<string, unknown>)[name] : undefined;
  }
  return at;
}

/** The value that the text speaks of, else the first. */
function enumExample(values: readonly unknown[], { hints }: Place): unknown {
  const text = hints.text.toLowerCase();
  const spoken = values.find((value) => typeof value === "string" && value.length > 1 && text.includes(value.toLowerCase()));
  return spoken ?? values[0] ?? null;
}

/** The first branch that says something; deep down, one that comes to an end. */
function chooseBranch(branches: readonly unknown[], { depth }: Place): unknown {
  const ends = (branch: unknown) => isSchema(branch) && !("$ref" in branch) && typeOf(branch) !== "object" && typeOf(branch) !== "array";
  const isNull = (branch: unknown) => isSchema(branch) && branch["type"] === "null";
  if (depth >= CALM_DEPTH) return branches.find(isNull) ?? branches.find(ends) ?? branches[0];
  return branches.find((branch) => branch !== false && !isNull(branch)) ?? branches[0];
}

function typeOf(schema: Schema): string | undefined {
  const type = schema["type"];
  if (typeof type === "string") return type;
  if (Array.isArray(type)) return type.find((one) => one !== "null") ?? "null";
  if ("properties" in schema || "required" in schema || "additionalProperties" in schema) return "object";
  if ("items" in schema || "prefixItems" in schema) return "array";
  if ("minimum" in schema || "maximum" in schema || "multipleOf" in schema) return "number";
  return undefined;
}

function objectExample(schema: Schema, place: Place): Record<string, unknown> {
  const properties = isSchema(schema["properties"]) ? schema["properties"] : {};
  const required = Array.isArray(schema["required"]) ? schema["required"].filter((name) => typeof name === "string") : [];
  const first = Object.keys(properties)[0];
  const names = required.length === 0 && first !== undefined && place.depth < CALM_DEPTH ? [first] : [...new Set(required)];
  return Object.fromEntries(names.map((name) => [name, example(properties[name], { ...deeper(place), name, index: 0 })]));
}

function arrayExample(schema: Schema, place: Place): unknown[] {
  const first = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"] : [];
  const least = numberOf(schema["minItems"]) ?? 0;
  const most = numberOf(schema["maxItems"]) ?? Number.POSITIVE_INFINITY;
  const wanted = place.depth >= CALM_DEPTH ? least : Math.max(least, 1, first.length);
  const length = schema["items"] === false ? Math.min(first.length, most) : Math.min(wanted, most);
  return Array.from({ length }, (_, index) => example(first[index] ?? schema["items"], { ...deeper(place), index }));
}

function numberExample(schema: Schema, step: 0 | 1, { hints, index }: Place): number {
  const least = numberOf(schema["minimum"]) ?? numberOf(schema["exclusiveMinimum"]);
  const most = numberOf(schema["maximum"]) ?? numberOf(schema["exclusiveMaximum"]);
  const multiple = numberOf(schema["multipleOf"]) ?? step;
  const spoken = [...hints.text.matchAll(/-?\d+(?:\.\d+)?/g)].map((match) => Number(match[0]));
  const candidates = [...spoken.slice(index), 1 + index, ...around({ least, most }, multiple, index)];
  return candidates.find((number) => fits(number, schema, multiple)) ?? 0;
}

interface Bounds {
  readonly least: number | undefined;
  readonly most: number | undefined;
}

/** Numbers near the bounds: one of them fits unless the schema contradicts itself. */
function around({ least, most }: Bounds, multiple: number, index: number): number[] {
  const unit = multiple || 1;
  const from = least === undefined ? [] : [0, 1].map((more) => (Math.ceil(least / unit) + more + index) * unit);
  const to = most === undefined ? [] : [0, 1].map((less) => (Math.floor(most / unit) - less - index) * unit);
  const exact = multiple === 0 ? [least, most, ((least ?? 0) + (most ?? 0)) / 2].filter((bound) => bound !== undefined) : [];
  return [...exact, ...from, ...to, unit * (index + 1), 0];
}

function fits(number: number, schema: Schema, multiple: number): boolean {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  return (
    (typeof minimum !== "number" || number >= minimum) &&
    (typeof maximum !== "number" || number <= maximum) &&
    (typeof exclusiveMinimum !== "number" || number > exclusiveMinimum) &&
    (typeof exclusiveMaximum !== "number" || number < exclusiveMaximum) &&
    (multiple === 0 || Math.abs(number / multiple - Math.round(number / multiple)) < 1e-9)
  );
}

const deeper = (place: Place): Place => ({ ...place, depth: place.depth + 1 });
const numberOf = (value: unknown): number | undefined => (typeof value === "number" ? value : undefined);
const isSchema = (value: unknown): value is Schema => typeof value === "object" && value !== null && !Array.isArray(value);
