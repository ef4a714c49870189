import type { Pool } from "pg";
import type { DataKeyRow } from "./secret-opener.ts";

export interface GatewayIdentity {
  readonly id: string;
  readonly startedAt: Date;
  readonly version: string;
}

/** Says that this gateway lives. */
export async function beat(pool: Pool, { id, startedAt, version }: GatewayIdentity): Promise<void> {
  await pool.query(
    `INSERT INTO "Gateway" (id, "startedAt", "lastSeenAt", version) VALUES ($1, $2, now(), $3)
     ON CONFLICT (id) DO UPDATE SET "startedAt" = excluded."startedAt", "lastSeenAt" = excluded."lastSeenAt", version = excluded.version`,
    [id, startedAt, version],
  );
}

export async function sayGoodbye(pool: Pool, id: string): Promise<void> {
  await pool.query(`DELETE FROM "Gateway" WHERE id = $1`, [id]);
}

/** Last beats, by name, of gateways that started before this one and were heard of within a minute. Of two that start together, one is the first. */
export async function otherBeats(pool: Pool, { id, startedAt }: GatewayIdentity): Promise<ReadonlyMap<string, number>> {
  const { rows } = await pool.query<{ id: string; lastSeenAt: Date }>(
    `SELECT id, "lastSeenAt" FROM "Gateway" WHERE id <> $1 AND ("startedAt", id) < ($2, $1) AND "lastSeenAt" > now() - interval '1 minute'`,
    [id, startedAt],
  );
  return new Map(rows.map((row) => [row.id, row.lastSeenAt.getTime()]));
}

export async function readDataKeys(pool: Pool): Promise<readonly DataKeyRow[]> {
  const { rows } = await pool.query<DataKeyRow>(`SELECT id, wrapped, "createdAt", "retiredAt" FROM "DataKey" ORDER BY "createdAt"`);
  return rows;
}
