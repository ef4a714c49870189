import { isObject } from "../json.ts";
import { eachProblem, type Problem } from "./check.ts";

/** What structured outputs do not know (https://platform.claude.com/docs/en/build-with-claude/structured-outputs, JSON Schema limitations). */
const UNKNOWN: Readonly<Record<string, readonly string[]>> = {
  string: ["minLength", "maxLength"],
  integer: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  number: ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
  array: ["maxItems", "uniqueItems"],
};
const MAX_DEPTH = 100;

/** What is wrong with a schema that answers or strict tools are held to: objects must be closed, and bounds are not known. */
export function checkClosedSchema(schema: unknown, at: string, depth = 0): Problem {
  if (!isObject(schema)) return null;
  if (depth > MAX_DEPTH) return `${at}: Schema is too deep`;
  const { type, properties } = schema;
  if (type === "object" && schema["additionalProperties"] !== false)
    return `${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`;
  const kind = typeof type === "string" ? type : "";
  const stranger = (UNKNOWN[kind] ?? []).find((name) => name in schema);
  if (stranger !== undefined) return `${at}: For '${kind}' type, property '${stranger}' is not supported`;
  if (kind === "array" && typeof schema["minItems"] === "number" && schema["minItems"] > 1)
    return `${at}: For 'array' type, 'minItems' values other than 0 or 1 are not supported`;
  const inner = [
    ...Object.entries(isObject(properties) ? properties : {}),
    ...Object.entries(isObject(schema["$defs"]) ? schema["$defs"] : {}),
    ...[schema["anyOf"], schema["allOf"]]
      .flatMap((list) => (Array.isArray(list) ? list : []))
      .map((one, index) => [String(index), one] as const),
    ["items", schema["items"]] as const,
  ];
  return eachProblem(inner, ([name, one]) => checkClosedSchema(one, `${at}.${name}`, depth + 1));
}
