import { isObject } from "../json.ts";

/**
 * What a strict schema breaks of OpenAI's rules, in OpenAI's words; null when nothing.
 * Every object closes itself and requires all of its properties (https://platform.openai.com/docs/guides/structured-outputs).
 */
export function strictSchemaFault(schema: unknown, context: readonly string[] = []): string | null {
  if (!isObject(schema)) return null;
  const where = `In context=(${context.map((step) => `'${step}'`).join(", ")}${context.length === 1 ? "," : ""})`;
  const properties = schema["properties"];
  if (schema["type"] === "object" || isObject(properties)) {
    if (schema["additionalProperties"] !== false) return `${where}, 'additionalProperties' is required to be supplied and to be false.`;
    const names = isObject(properties) ? Object.keys(properties) : [];
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    const lacking = names.find((name) => !required.includes(name));
    if (lacking !== undefined) {
      return `${where}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${lacking}'.`;
    }
  }
  return childFault(schema, context);
}

function childFault(schema: Readonly<Record<string, unknown>>, context: readonly string[]): string | null {
  for (const key of ["properties", "$defs", "definitions"]) {
    const children = schema[key];
    if (!isObject(children)) continue;
    for (const [name, child] of Object.entries(children)) {
      const fault = strictSchemaFault(child, [...context, key, name]);
      if (fault) return fault;
    }
  }
  const branches = Array.isArray(schema["anyOf"]) ? schema["anyOf"] : [];
  for (const [index, branch] of branches.entries()) {
    const fault = strictSchemaFault(branch, [...context, "anyOf", String(index)]);
    if (fault) return fault;
  }
  return strictSchemaFault(schema["items"], [...context, "items"]);
}
