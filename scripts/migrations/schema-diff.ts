import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";

/**
 * The SQL that leads from one schema text to another (`null`: from an empty database), by Prisma's engine compiled to WebAssembly.
 * The native engine is a download that closed networks refuse. `url` is any Postgres that answers: the engine opens it and does not read it.
 */
export async function diffSchemas(url: string, from: string | null, to: string): Promise<string> {
  const engine = await openEngine(url);
  const answer = await engine.diff({
    from: from === null ? { tag: "empty" } : schemaText(from),
    to: schemaText(to),
    script: true,
    exitCode: true,
    filters: { externalTables: [], externalEnums: [] },
  });
  return answer.stdout ?? "";
}

function schemaText(content: string): { tag: "schemaDatamodel"; files: { path: string; content: string }[] } {
  return { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content }] };
}

/** The package's own loader reads its .wasm through a bundler; this does by hand what the bundler would. */
async function openEngine(url: string): Promise<SchemaEngine> {
  const require = createRequire(import.meta.url);
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const file = path.join(path.dirname(require.resolve("@prisma/schema-engine-wasm")), "schema_engine_bg.wasm");
  const instance = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(file)), { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(instance.exports);
  const start = instance.exports["__wbindgen_start"];
  if (typeof start === "function") start();
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  return glue.SchemaEngine.new({ datamodels: undefined }, () => {}, adapter);
}
