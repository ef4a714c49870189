import type { Pool } from "pg";

export interface ContentRow {
  readonly requestId: string;
  readonly apiId: string;
  readonly timestampMs: number;
  readonly expiresAtMs: number;
  readonly content: Buffer;
}

const INSERT = `INSERT INTO "RequestContent" ("requestId", "apiId", "timestamp", "expiresAt", "content")
  SELECT r, a, to_timestamp(t / 1000), to_timestamp(e / 1000), c
  FROM unnest($1::text[], $2::uuid[], $3::float8[], $4::float8[], $5::bytea[]) AS given (r, a, t, e, c) ON CONFLICT DO NOTHING`;

export async function insertContents(pool: Pool, rows: readonly ContentRow[]): Promise<void> {
  const column = <Field extends keyof ContentRow>(field: Field) => rows.map((row) => row[field]);
  await pool.query(INSERT, [column("requestId"), column("apiId"), column("timestampMs"), column("expiresAtMs"), column("content")]);
}

/** A delete this long holds up nobody. */
const BATCH = 1_000;
const DELETE = `DELETE FROM "RequestContent" WHERE "requestId" IN
  (SELECT "requestId" FROM "RequestContent" WHERE "expiresAt" < now() LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)`;

/** Deletes what has expired. Several gateways may at the same time. */
export async function deleteExpired(pool: Pool): Promise<number> {
  for (let deleted = 0; ; ) {
    const { rowCount } = await pool.query(DELETE);
    deleted += rowCount ?? 0;
    if ((rowCount ?? 0) < BATCH) return deleted;
  }
}
