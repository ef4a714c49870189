import { isObject, type Json, objectsIn, textsIn } from "../json.ts";
import type { Problem } from "./check-contents.ts";

const MAX_DEPTH = 100;
const TEXT_FORMATS = ["enum", "date-time"];

/** What is wrong with a schema of Google's older kind, whose keywords have been read already. */
export function checkSchema(schema: unknown, at: string, depth = 0): Problem {
  if (!isObject(schema) || depth > MAX_DEPTH) return null;
  const own = checkOwn(schema, at, depth === 0 && at.endsWith(".parameters"));
  if (own !== null) return own;
  for (const [name, inner] of childrenOf(schema)) {
    const problem = checkSchema(inner, `${at}.${name}`, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

function checkOwn(schema: Json, at: string, isParameters: boolean): Problem {
  const { type, format } = schema;
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  if (type === undefined && schema["anyOf"] === undefined) return `* ${at}: schema must specify a type`;
  if (schema["enum"] !== undefined && type !== "STRING") return `* ${at}.enum: only allowed for STRING type`;
  if (textsIn(schema["enum"]).includes("")) return `* ${at}.enum: cannot be empty`;
  if (type === "ARRAY" && schema["items"] === undefined) return `* ${at}.items: missing field.`;
  if (type === "OBJECT" && isParameters && Object.keys(properties).length === 0)
    return `* ${at}.properties: should be non-empty for OBJECT type`;
  if (type === "STRING" && typeof format === "string" && !TEXT_FORMATS.includes(format))
    return `* ${at}.format: only 'enum' and 'date-time' are supported for STRING type`;
  const stranger = textsIn(schema["required"]).find((name) => !(name in properties));
  return stranger === undefined ? null : `* ${at}.required: property is not defined: ${stranger}`;
}

const JSON_KEYWORDS = new Set([
  "type",
  "format",
  "title",
  "description",
  "enum",
  "items",
  "prefixItems",
  "minItems",
  "maxItems",
  "minimum",
  "maximum",
  "anyOf",
  "oneOf",
  "properties",
  "additionalProperties",
  "required",
  "propertyOrdering",
]);

/** What is wrong with a JSON schema: Google lists the keywords that it takes (GenerationConfig.responseJsonSchema). */
export function checkJsonSchema(schema: unknown, at: string, depth = 0): Problem {
  if (schema === undefined || typeof schema === "boolean") return null;
  if (!isObject(schema)) return `* ${at}: a JSON schema is an object`;
  if (depth > MAX_DEPTH) return `* ${at}: the schema is nested too deeply`;
  const stranger = Object.keys(schema).find((name) => !name.startsWith("$") && !JSON_KEYWORDS.has(name));
  if (stranger !== undefined) return `* ${at}: keyword "${stranger}" is not supported in a JSON schema`;
  if ("$ref" in schema && Object.keys(schema).some((name) => !name.startsWith("$"))) return `* ${at}: nothing may stand beside $ref`;
  const definitions = isObject(schema["$defs"]) ? Object.entries(schema["$defs"]) : [];
  for (const [name, inner] of [...childrenOf(schema), ...definitions]) {
    const problem = checkJsonSchema(inner, `${at}.${name}`, depth + 1);
    if (problem !== null) return problem;
  }
  return null;
}

function childrenOf(schema: Json): readonly (readonly [string, unknown])[] {
  const listed = ["anyOf", "oneOf", "prefixItems"].flatMap((name) =>
    objectsIn(schema[name]).map((inner, index) => [`${name}[${index}]`, inner] as const),
  );
  const named = ["items", "additionalProperties"].filter((name) => isObject(schema[name])).map((name) => [name, schema[name]] as const);
  return [...Object.entries(isObject(schema["properties"]) ? schema["properties"] : {}), ...named, ...listed];
}
