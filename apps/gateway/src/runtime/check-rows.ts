import type { Trial } from "@sluice/definition/policy-trial";
import type { EndpointCheckResult } from "@sluice/definition/resources";
import type { Pool } from "pg";

export interface ClaimedCheck {
  readonly id: string;
  /** `EndpointCheckInput`, or a `TrialRequest` under `policies`; secrets sealed. Not trusted to be valid. */
  readonly request: unknown;
}

/** The person who asked has given up by then. Clocks of console and database may differ by less than this. */
const WORTH_ANSWERING = "interval '60 seconds'";
/** Long enough to look into what went wrong; the rows hold sealed keys of drafts and are not kept for nothing. */
const KEPT = "interval '1 hour'";
const MOST_AT_ONCE = 5;

/** Takes checks that no other gateway has taken, the oldest first. Two gateways never get the same one. */
export async function claimChecks(pool: Pool, gatewayId: string): Promise<readonly ClaimedCheck[]> {
  const { rows } = await pool.query<ClaimedCheck>(
    `UPDATE "EndpointCheck" SET "claimedBy" = $1 WHERE id IN (
       SELECT id FROM "EndpointCheck" WHERE "claimedBy" IS NULL AND "finishedAt" IS NULL AND "createdAt" > now() - ${WORTH_ANSWERING}
       ORDER BY "createdAt" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)
     RETURNING id, request`,
    [gatewayId],
  );
  return rows;
}

export async function writeCheckResult(pool: Pool, id: string, result: EndpointCheckResult | Trial): Promise<void> {
  await pool.query(`UPDATE "EndpointCheck" SET result = $2, "finishedAt" = now() WHERE id = $1`, [id, JSON.stringify(result)]);
}

export async function deleteOldChecks(pool: Pool): Promise<void> {
  await pool.query(`DELETE FROM "EndpointCheck" WHERE "createdAt" < now() - ${KEPT}`);
}
