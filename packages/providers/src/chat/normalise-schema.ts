import type { NormalisedSchema, SchemaDialect } from "./json-schema-dialect.ts";
import { SchemaReferences } from "./json-schema-references.ts";
import { SchemaWalk } from "./json-schema-walk.ts";

/** The schema in a provider's dialect. `at` is its place in the request, for the words. The schema is at most DEEPEST_NESTING deep. */
export function normaliseSchema(schema: unknown, dialect: SchemaDialect, at: string): NormalisedSchema {
  const references = new SchemaReferences(schema);
  const walk = new SchemaWalk(dialect, references);
  const root = dialect.objectRoot ? walk.objectRoot(schema, at) : walk.node(schema, at);
  return { schema: root, lost: walk.lost, changed: walk.changed };
}
