import { isObject } from "@sluice/definition/json";
import type { Schema } from "./json-schema-dialect.ts";

/** One object for `allOf`: properties side by side, everything required that any of them requires; the later word wins. */
export function mergeSchemas(parts: readonly unknown[]): Schema {
  let merged: Schema = {};
  for (const part of parts) {
    if (!isObject(part)) continue;
    const properties = { ...objectOf(merged["properties"]), ...objectOf(part["properties"]) };
    const required = [...new Set([...listOf(merged["required"]), ...listOf(part["required"])])];
    merged = {
      ...merged,
      ...part,
      ...(Object.keys(properties).length > 0 && { properties }),
      ...(required.length > 0 && { required }),
    };
  }
  return merged;
}

/** One object for alternatives: every property that any of them has, required only what all of them require. */
export function spreadVariants(base: Schema, variants: readonly unknown[]): Schema {
  const objects = variants.filter(isObject);
  const properties = Object.assign({}, base["properties"], ...objects.map((variant) => objectOf(variant["properties"])));
  const shared = objects
    .map((variant) => listOf(variant["required"]))
    .reduce((a, b) => a.filter((name) => b.includes(name)), listOf(objects[0]?.["required"]));
  const required = [...new Set([...listOf(base["required"]), ...shared])];
  return { ...base, properties, ...(required.length > 0 && { required }) };
}

function objectOf(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
