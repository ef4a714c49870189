import type { Pool } from "pg";
import type { Subscriber } from "./snapshot.ts";

/** A subscription with one of its credentials. Its rows come one after the other; one that has none is a row too, so that its going is seen. */
export interface SubscriptionRow extends Subscriber {
  /** What it is found by: see `clientCredential`, `certificateCredential`; a key's is its hash. */
  readonly credential: string | null;
}

/** Under what a subscriber is kept. Hashes hold no colon, so that no client id can pass for a key. */
export function clientCredential(planId: string, clientId: string): string {
  return `client:${planId}:${clientId}`;
}

export function certificateCredential(planId: string, fingerprint: string): string {
  return `certificate:${planId}:${fingerprint}`;
}

const ms = (column: string, name: string) => `(extract(epoch FROM ${column}) * 1000)::float8 AS "${name}"`;

/** The plan's security says by which credentials its subscriptions are known, so that no row is paired with another's. */
const rowsOf = (subscriptions: string) => `
  SELECT s.id AS "subscriptionId", s."applicationId", s."planId", s."apiId", s.status::text AS status,
    ${ms('s."startsAt"', "startsAtMs")}, ${ms('s."endsAt"', "endsAtMs")},
    CASE p."securityType"
      WHEN 'MTLS' THEN 'certificate:' || p.id || ':' || lower(c.fingerprint)
      WHEN 'API_KEY' THEN k.hash
      WHEN 'KEY_LESS' THEN NULL
      ELSE 'client:' || p.id || ':' || a."clientId"
    END AS credential,
    ${ms('coalesce(k."expiresAt", c."notAfter")', "keyExpiresAtMs")}, k."revokedAt" IS NOT NULL AS "keyRevoked"
  FROM (${subscriptions}) s
  JOIN "Plan" p ON p.id = s."planId"
  JOIN "Application" a ON a.id = s."applicationId"
  LEFT JOIN "ApiKey" k ON p."securityType" = 'API_KEY' AND k."subscriptionId" = s.id
  LEFT JOIN "ApplicationCertificate" c ON p."securityType" = 'MTLS' AND c."applicationId" = s."applicationId"
  ORDER BY s.id`;

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
const PAGE = rowsOf('SELECT * FROM "Subscription" WHERE id > $1 ORDER BY id LIMIT $2');
// Two indexes: an OR across tables would use neither.
const CHANGED = rowsOf(
  `SELECT * FROM "Subscription" WHERE "updatedAt" > $1
   UNION SELECT s.* FROM "Subscription" s JOIN "ApiKey" k ON k."subscriptionId" = s.id WHERE k."updatedAt" > $1`,
);
const ONE = rowsOf(`SELECT * FROM "Subscription" WHERE id = $1 OR id = (SELECT "subscriptionId" FROM "ApiKey" WHERE id = $1)`);

/** All rows of so many subscriptions, in order of id; `after` is the last one of the page before, null for the first. */
export async function readSubscriptionPage(pool: Pool, after: string | null, size: number): Promise<readonly SubscriptionRow[]> {
  const { rows } = await pool.query<SubscriptionRow>(PAGE, [after ?? FIRST_ID, size]);
  return rows;
}

/** All rows of subscriptions that were written, or one of whose keys was, after a moment. */
export async function readChangedAfter(pool: Pool, afterMs: number): Promise<readonly SubscriptionRow[]> {
  const { rows } = await pool.query<SubscriptionRow>(CHANGED, [new Date(afterMs)]);
  return rows;
}

/** All rows of the subscription that has this id, or a key with this id. */
export async function readSubscription(pool: Pool, id: string): Promise<readonly SubscriptionRow[]> {
  const { rows } = await pool.query<SubscriptionRow>(ONE, [id]);
  return rows;
}

/** How many subscriptions there are, and how many keys. */
export async function countSubscriptions(pool: Pool): Promise<{ readonly subscriptions: number; readonly keys: number }> {
  const { rows } = await pool.query<{ subscriptions: number; keys: number }>(
    `SELECT (SELECT count(*) FROM "Subscription")::float8 AS subscriptions, (SELECT count(*) FROM "ApiKey")::float8 AS keys`,
  );
  return rows[0] ?? { subscriptions: 0, keys: 0 };
}

/** The database's clock, in milliseconds. */
export async function readClock(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ nowMs: number }>(`SELECT (extract(epoch FROM now()) * 1000)::float8 AS "nowMs"`);
  return rows[0]?.nowMs ?? Date.now();
}
