import type { SchemaDialect } from "../chat/json-schema-dialect.ts";

/** A tool's `input_schema`: JSON Schema 2020-12 whole, but an object outermost. */
export const TOOL_SCHEMA: SchemaDialect = {
  references: "keep",
  recursionDepth: 0,
  keywords: "all",
  formats: "all",
  constants: "keep",
  enums: "any",
  oneOf: "keep",
  allOf: "keep",
  typeLists: "keep",
  exclusiveBounds: "keep",
  closedObjects: false,
  objectRoot: true,
  describeLost: false,
};

/**
 * Structured outputs and strict tools: closed objects, no recursion, no ranges
 * (https://platform.claude.com/docs/en/build-with-claude/structured-outputs, JSON Schema limitations).
 */
export const STRICT_SCHEMA: SchemaDialect = {
  references: "inline",
  recursionDepth: 0,
  keywords: new Set([
    "type",
    "description",
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "const",
    "anyOf",
    "format",
    "default",
    "title",
  ]),
  formats: new Set(["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"]),
  constants: "keep",
  enums: "any",
  oneOf: "anyOf",
  allOf: "merge",
  typeLists: "anyOf",
  exclusiveBounds: "keep",
  closedObjects: true,
  objectRoot: true,
  describeLost: true,
};
