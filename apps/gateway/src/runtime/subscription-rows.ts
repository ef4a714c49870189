import type { Pool } from "pg";
import type { Subscriber } from "./snapshot.ts";

/** A key and its subscription. */
export interface KeyRow extends Subscriber {
  readonly keyId: string;
  readonly hash: string;
}

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`;
const KEY = `
  SELECT k.id AS "keyId", k.hash, k."subscriptionId", s."applicationId", s."planId", s."apiId", s.status::text AS status,
    ${ms('s."startsAt"', "startsAtMs")}, ${ms('s."endsAt"', "endsAtMs")}, ${ms('k."expiresAt"', "keyExpiresAtMs")}, k."revokedAt" IS NOT NULL AS "keyRevoked"
  FROM "ApiKey" k JOIN "Subscription" s ON s.id = k."subscriptionId"`;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** One page in order of key id; `after` is the last id of the page before, null for the first. */
export async function readKeyPage(pool: Pool, after: string | null, size: number): Promise<readonly KeyRow[]> {
  const { rows } = await pool.query<KeyRow>(`${KEY} WHERE k.id > $1 ORDER BY k.id LIMIT $2`, [after ?? FIRST_ID, size]);
  return rows;
}

/** Keys that were written, or whose subscription was, after a moment. Two queries in one: an OR across tables would use neither index. */
export async function readKeysChangedAfter(pool: Pool, afterMs: number): Promise<readonly KeyRow[]> {
  const { rows } = await pool.query<KeyRow>(`${KEY} WHERE k."updatedAt" > $1 UNION ${KEY} WHERE s."updatedAt" > $1`, [new Date(afterMs)]);
  return rows;
}

/** Keys of one subscription, or the one key, that has this id. */
export async function readKeysOf(pool: Pool, id: string): Promise<readonly KeyRow[]> {
  const { rows } = await pool.query<KeyRow>(`${KEY} WHERE s.id = $1 UNION ${KEY} WHERE k.id = $1`, [id]);
  return rows;
}

/** The database's clock, in milliseconds, and how many keys there are at that moment. */
export async function countKeys(pool: Pool): Promise<{ readonly nowMs: number; readonly count: number }> {
  const { rows } = await pool.query<{ nowMs: number; count: number }>(
    `SELECT (extract(epoch FROM now()) * 1000)::float8 AS "nowMs", count(*)::float8 AS count FROM "ApiKey"`,
  );
  return rows[0] ?? { nowMs: Date.now(), count: 0 };
}

export async function readClock(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ nowMs: number }>(`SELECT (extract(epoch FROM now()) * 1000)::float8 AS "nowMs"`);
  return rows[0]?.nowMs ?? Date.now();
}
