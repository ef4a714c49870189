import { type Fields, isObject } from "@sluice/definition/json";
import type { Schema, SchemaDialect } from "./json-schema-dialect.ts";

/** Draft 7 wrote tuples as a list under `items`. Where tuples are not known, any of the items may stand anywhere. */
export function tupleOf(schema: Fields, dialect: SchemaDialect): Schema {
  const { items, additionalItems, ...rest } = schema;
  if (!Array.isArray(items)) return { ...schema };
  if (dialect.keywords === "all" || dialect.keywords.has("prefixItems"))
    return { ...rest, prefixItems: items, ...(additionalItems !== undefined && { items: additionalItems }) };
  return { ...rest, items: items.length === 1 ? items[0] : { anyOf: items } };
}

export function constantOf(schema: Schema, dialect: SchemaDialect): Schema {
  if (dialect.constants === "keep" || !Object.hasOwn(schema, "const")) return schema;
  const { const: constant, ...rest } = schema;
  const type = rest["type"] ?? jsonType(constant);
  return { ...rest, ...(type !== undefined && { type }), enum: [constant] };
}

function jsonType(value: unknown): string | undefined {
  if (typeof value === "string" || typeof value === "boolean") return typeof value;
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return value === null ? "null" : undefined;
}

/** Draft 4's booleans become draft 6's numbers; then bounds are made inclusive where only those are known. */
export function boundsOf(schema: Schema, dialect: SchemaDialect): Schema {
  let node = schema;
  for (const [bound, exclusive, step] of BOUNDS) {
    const { [exclusive]: limit, [bound]: plain, ...rest } = node;
    if (typeof limit === "boolean")
      node =
        limit && typeof plain === "number" ? { ...rest, [exclusive]: plain } : { ...rest, ...(plain !== undefined && { [bound]: plain }) };
    if (dialect.exclusiveBounds === "keep" || typeof node[exclusive] !== "number") continue;
    const { [exclusive]: edge, ...others } = node;
    node = { ...others, [bound]: (edge as number) + (node["type"] === "integer" && Number.isInteger(edge) ? step : 0) };
  }
  return node;
}

const BOUNDS = [
  ["minimum", "exclusiveMinimum", 1],
  ["maximum", "exclusiveMaximum", -1],
] as const;

export function oneOfAsAnyOf(schema: Schema, dialect: SchemaDialect): Schema {
  if (dialect.oneOf === "keep" || !Array.isArray(schema["oneOf"])) return schema;
  const { oneOf, ...rest } = schema;
  return rest["anyOf"] === undefined
    ? { ...rest, anyOf: oneOf }
    : { ...rest, allOf: [...(Array.isArray(rest["allOf"]) ? rest["allOf"] : []), { anyOf: oneOf }] };
}

/** Types and nulls in the provider's way. Children are done already. */
export function typesOf(schema: Schema, dialect: SchemaDialect): Schema {
  const types = listedTypes(schema);
  if (dialect.typeLists === "keep") return types === null ? schema : withTypes(schema, types);
  const node = types === null ? schema : splitTypes(schema, types, dialect);
  return dialect.typeLists === "nullable" ? nullableOf(node) : node;
}

/** All types when there are several or one is null; OpenAPI's `nullable: true` counts as one. Null when there is nothing to do. */
function listedTypes({ type, nullable }: Schema): unknown[] | null {
  const types = Array.isArray(type) ? [...new Set(type as unknown[])] : typeof type === "string" ? [type] : [];
  if (nullable === true && types.length > 0 && !types.includes("null")) return [...types, "null"];
  return Array.isArray(type) ? types : null;
}

function withTypes({ nullable: _, ...rest }: Schema, types: readonly unknown[]): Schema {
  return { ...rest, type: types.length === 1 ? types[0] : types };
}

function splitTypes(schema: Schema, types: readonly unknown[], dialect: SchemaDialect): Schema {
  const { type: _, nullable: __, description, ...rest } = schema;
  const said = description === undefined ? {} : { description };
  const solid = types.filter((type) => type !== "null");
  const isNullable = solid.length < types.length;
  if (solid.length === 0) return { ...said, ...rest, type: "null" };
  if (solid.length === 1 && (!isNullable || dialect.typeLists === "nullable"))
    return { ...said, ...rest, type: solid[0], ...(isNullable && { nullable: true }) };
  const alternatives: Schema[] = solid.map((type) => ({ type, ...keywordsOf(rest, type) }));
  if (dialect.typeLists === "nullable") return { ...said, anyOf: alternatives, ...(isNullable && { nullable: true }) };
  return { ...said, anyOf: isNullable ? [...alternatives, { type: "null" }] : alternatives };
}

const BELONGS: Readonly<Record<string, RegExp>> = {
  string: /^(enum|format|pattern|minLength|maxLength)$/,
  number: /^(enum|minimum|maximum|exclusive\w+|multipleOf|format)$/,
  integer: /^(enum|minimum|maximum|exclusive\w+|multipleOf|format)$/,
  array: /^(items|prefixItems|minItems|maxItems|uniqueItems|contains)$/,
  object: /^(properties|required|additionalProperties|patternProperties|minProperties|maxProperties|propertyNames)$/,
};

/** Those keywords that say something about this type. */
function keywordsOf(schema: Schema, type: unknown): Schema {
  const belongs = typeof type === "string" && Object.hasOwn(BELONGS, type) ? BELONGS[type] : undefined;
  const own = Object.entries(schema).filter(([key]) => belongs?.test(key));
  return Object.fromEntries(
    own.map(([key, value]) => (key === "enum" && Array.isArray(value) ? [key, value.filter((v) => fits(v, type))] : [key, value])),
  );
}

function fits(value: unknown, type: unknown): boolean {
  const own = jsonType(value);
  return own === type || (own === "integer" && type === "number");
}

/** `anyOf` with a null among them, and enums with one, say `nullable` instead. */
function nullableOf(schema: Schema): Schema {
  const { anyOf, enum: values, ...rest } = schema;
  let node = schema;
  if (Array.isArray(anyOf)) {
    const solid = anyOf.filter((variant) => !(isObject(variant) && variant["type"] === "null"));
    const [only] = solid;
    if (solid.length < anyOf.length)
      node = {
        ...(values !== undefined && { enum: values }),
        ...(solid.length === 1 && isObject(only) ? { ...only, ...rest } : { ...rest, anyOf: solid }),
        nullable: true,
      };
  }
  if (Array.isArray(node["enum"]) && node["enum"].includes(null))
    node = { ...node, enum: node["enum"].filter((value) => value !== null), nullable: true };
  return node;
}

/** An enum of numbers, where only strings may be listed: the model still reads what it may choose from. */
export function enumOf(schema: Schema, dialect: SchemaDialect): Schema {
  const values = schema["enum"];
  if (dialect.enums === "any" || !Array.isArray(values) || values.every((value) => typeof value === "string")) return schema;
  const { enum: _, description, ...rest } = schema;
  const said = `One of ${values
    .slice(0, 50)
    .map((value) => JSON.stringify(value))
    .join(", ")}.`;
  return { ...rest, description: typeof description === "string" && description !== "" ? `${description} ${said}` : said };
}
