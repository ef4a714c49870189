import { type Fields, isObject } from "@sluice/definition/json";
import type { Schema, SchemaDialect } from "./json-schema-dialect.ts";
import { mergeSchemas, spreadVariants } from "./json-schema-merge.ts";
import type { SchemaReferences } from "./json-schema-references.ts";
import { boundsOf, constantOf, enumOf, oneOfAsAnyOf, tupleOf, typesOf } from "./json-schema-rewrites.ts";

/** Inlining may multiply a small schema; no tool that people write comes near. */
const MOST_NODES = 5_000;
/** Inlined definitions nest deeper than what was written. */
const DEEPEST = 200;

const MAPS = new Set(["properties", "patternProperties", "$defs", "definitions", "dependentSchemas"]);
const LISTS = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);
const SINGLES = new Set([
  "items",
  "additionalProperties",
  "contains",
  "propertyNames",
  "not",
  "if",
  "then",
  "else",
  "unevaluatedProperties",
  "unevaluatedItems",
]);
/** Say nothing about which values are right. */
const ANNOTATIONS = new Set([
  "$schema",
  "$id",
  "id",
  "$anchor",
  "$comment",
  "title",
  "examples",
  "example",
  "deprecated",
  "readOnly",
  "writeOnly",
  "$defs",
  "definitions",
]);
/** Leaving these out lets other shapes through, not only other values. */
const SHAPES = new Set([
  "not",
  "if",
  "then",
  "else",
  "patternProperties",
  "dependentSchemas",
  "dependentRequired",
  "prefixItems",
  "allOf",
  "anyOf",
  "oneOf",
  "enum",
]);

export class SchemaWalk {
  readonly lost: string[] = [];
  changed = false;
  readonly #dialect: SchemaDialect;
  readonly #references: SchemaReferences;
  readonly #inside: string[] = [];
  #nodes = 0;
  #depth = 0;

  constructor(dialect: SchemaDialect, references: SchemaReferences) {
    this.#dialect = dialect;
    this.#references = references;
  }

  objectRoot(schema: unknown, at: string): Fields {
    const target = isObject(schema) && typeof schema["$ref"] === "string" ? this.#references.resolve(schema["$ref"]) : undefined;
    const { $ref: _, ...rest } = isObject(schema) ? schema : {};
    const root = this.node(isObject(target) ? { ...target, ...rest } : rest, at);
    const { anyOf, oneOf, allOf, nullable: __, ...plain } = root;
    let object: Schema = Array.isArray(allOf) ? mergeSchemas([plain, ...allOf]) : plain;
    const variants = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : null;
    if (variants !== null) {
      this.#lose(at, "its alternatives were joined into one object, because the outermost schema must be one", true);
      object = spreadVariants(object, variants);
    }
    return { ...object, type: "object", ...(object["properties"] === undefined && { properties: {} }) };
  }

  node(schema: unknown, at: string): Schema {
    if (!isObject(schema)) {
      if (schema === false) this.#lose(at, "a schema that takes no value at all was opened", true);
      return {};
    }
    if (++this.#nodes > MOST_NODES || this.#depth > DEEPEST) {
      if (this.#nodes === MOST_NODES + 1) this.#lose(at, "the schema is too large, and was cut off from here on", true);
      return {};
    }
    this.#depth++;
    const reference = schema["$ref"];
    const node = typeof reference === "string" ? this.#referred(schema, reference, at) : this.#plain(schema, at);
    this.#depth--;
    return node;
  }

  #referred(schema: Fields, reference: string, at: string): Schema {
    const { $ref: _, ...beside } = schema;
    const target = this.#references.resolve(reference);
    if (target === undefined) {
      this.#lose(at, `the reference ${reference.slice(0, 80)} leads nowhere`, true);
      return this.#plain(beside, at);
    }
    if (this.#dialect.references === "keep") return { ...this.#plain(beside, at), $ref: reference };
    if (this.#inside.filter((outer) => outer === reference).length > this.#dialect.recursionDepth) {
      this.#lose(at, `${reference.slice(0, 80)} refers to itself, and was opened at this depth`, true);
      return this.#opened(target);
    }
    this.#inside.push(reference);
    const node = this.node(isObject(target) ? { ...target, ...beside } : target, at);
    this.#inside.pop();
    return node;
  }

  /** The bottom of a recursion: of the right type, and nothing more. */
  #opened(target: unknown): Schema {
    const type = isObject(target) && typeof target["type"] === "string" ? target["type"] : "object";
    return this.#plain(type === "array" ? { type, items: {} } : { type }, "");
  }

  #plain(schema: Fields, at: string): Schema {
    const dialect = this.#dialect;
    let node: Schema = boundsOf(constantOf(tupleOf(schema, dialect), dialect), dialect);
    node = this.#children(oneOfAsAnyOf(node, dialect), at);
    if (dialect.allOf === "merge" && Array.isArray(node["allOf"])) {
      const { allOf, ...rest } = node;
      node = mergeSchemas([rest, ...(allOf as Schema[])]);
    }
    const typed = typesOf(node, dialect);
    node = enumOf(typed, dialect);
    if (node !== typed) this.#lose(at, "enum was left out, because it lists other things than strings", true);
    return this.#filtered(dialect.closedObjects ? this.#closed(node, at) : node, at);
  }

  #children(schema: Schema, at: string): Schema {
    const node: Schema = {};
    for (const [key, value] of Object.entries(schema)) {
      if (!this.#takes(key) && key !== "allOf" && key !== "anyOf") node[key] = value;
      else if (MAPS.has(key) && isObject(value))
        node[key] = Object.fromEntries(Object.entries(value).map(([name, child]) => [name, this.node(child, `${at}.${key}.${name}`)]));
      else if (LISTS.has(key) && Array.isArray(value)) node[key] = value.map((child, index) => this.node(child, `${at}.${key}.${index}`));
      else if (SINGLES.has(key) && isObject(value)) node[key] = this.node(value, `${at}.${key}`);
      else node[key] = value;
    }
    return node;
  }

  #closed(node: Schema, at: string): Schema {
    const types = Array.isArray(node["type"]) ? node["type"] : [node["type"]];
    if (!types.includes("object") && node["properties"] === undefined) return node;
    const further = node["additionalProperties"];
    const isOpen = isObject(further) || further === true || (further === undefined && node["properties"] === undefined);
    if (isOpen) this.#lose(at, "properties beyond those named are not possible", true);
    return { ...node, additionalProperties: false };
  }

  #filtered(node: Schema, at: string): Schema {
    const kept: Schema = {};
    const said: string[] = [];
    for (const [key, value] of Object.entries(node)) {
      if (this.#takes(key) && !(key === "format" && !this.#takesFormat(value))) kept[key] = value;
      else if (!ANNOTATIONS.has(key) && key !== "nullable") {
        this.#lose(at, `${key} was left out`, SHAPES.has(key) || (key === "additionalProperties" && isObject(value)));
        if (typeof value !== "object" && key !== "additionalProperties") said.push(`${key}: ${String(value).slice(0, 80)}`);
      }
    }
    if (!this.#dialect.describeLost || said.length === 0) return kept;
    const before = typeof kept["description"] === "string" && kept["description"] !== "" ? `${kept["description"]} ` : "";
    return { ...kept, description: `${before}(${said.join(", ")})` };
  }

  #takes(key: string): boolean {
    const { keywords, references } = this.#dialect;
    if (references === "inline" && (key === "$defs" || key === "definitions")) return false;
    return keywords === "all" ? key !== "$schema" : keywords.has(key);
  }

  #takesFormat(value: unknown): boolean {
    const { formats } = this.#dialect;
    return formats === "all" || (typeof value === "string" && formats.has(value));
  }

  #lose(at: string, what: string, changes: boolean): void {
    this.lost.push(`${at}: ${what}`);
    if (changes) this.changed = true;
  }
}
