import type { Client } from "pg";

/** Everything about a database's shape that two ways of building it could make different; sorted, so that it can be compared. */
export async function readCatalog(client: Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ line: string }>(`
    SELECT format('column %s.%s %s null=%s default=%s', table_name, column_name, coalesce(domain_name, udt_name) || coalesce('(' || coalesce(datetime_precision, character_maximum_length, numeric_precision)::text || ',' || coalesce(numeric_scale, 0)::text || ')', ''), is_nullable, column_default) AS line
      FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
    UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'
    UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> coalesce(to_regclass('_prisma_migrations'), 0::oid)
    UNION ALL SELECT format('enum %s %s', typname, string_agg(enumlabel, ',' ORDER BY enumsortorder)) FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid GROUP BY typname
    ORDER BY line`);
  return rows.map((row) => row.line);
}
