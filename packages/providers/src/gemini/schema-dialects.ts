import type { SchemaDialect } from "../chat/json-schema-dialect.ts";

/**
 * What Google lists for `responseJsonSchema` (https://ai.google.dev/api/generate-content, GenerationConfig) and takes in
 * `parametersJsonSchema` too. Both know far more than the older `responseSchema` and `parameters`. References are put in place:
 * the API takes them, but refuses those that are recursive in a required property, and any keyword beside them.
 */
export const ANSWER_SCHEMA: SchemaDialect = {
  references: "inline",
  recursionDepth: 2,
  keywords: new Set([
    "type",
    "title",
    "description",
    "format",
    "enum",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "anyOf",
    "properties",
    "additionalProperties",
    "required",
    "propertyOrdering",
  ]),
  formats: new Set(["date-time", "date", "time", "enum", "int32", "int64", "float", "double"]),
  constants: "enum",
  enums: "any",
  oneOf: "anyOf",
  allOf: "merge",
  typeLists: "keep",
  exclusiveBounds: "inclusive",
  closedObjects: false,
  objectRoot: false,
  describeLost: true,
};

/** A function's parameters: the same, with an object outermost. */
export const TOOL_SCHEMA: SchemaDialect = { ...ANSWER_SCHEMA, objectRoot: true };
