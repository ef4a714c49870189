import type { Pool } from "pg";
import type { DeployedApi } from "./compile-api.ts";

export interface RunningRevision {
  readonly apiId: string;
  readonly revision: number;
  readonly createdAtMs: number;
}

export interface Acknowledgement {
  readonly apiId: string;
  readonly revision: number;
  readonly status: "applied" | "rejected";
  readonly reason: string | null;
  readonly compileMs: number;
}

const RUNNING = `
  FROM "Api" a JOIN "Deployment" d ON d."apiId" = a.id AND d.revision = a."deployedRevision"
  WHERE a.state = 'STARTED'`;
/** Whole milliseconds, as Prisma stores them. */
const CREATED = `round(extract(epoch FROM d."createdAt") * 1000)::float8 AS "createdAtMs"`;

/** Which revision of which API is to be served, oldest deployment first. The definitions are left where they are. */
export async function listRunning(pool: Pool): Promise<readonly RunningRevision[]> {
  const { rows } = await pool.query<RunningRevision>(
    `SELECT d."apiId", d.revision, ${CREATED} ${RUNNING} ORDER BY d."createdAt", d."apiId"`,
  );
  return rows;
}

/** What is to be served of one API; null when it is stopped, deleted or was never deployed. */
export async function readDeployed(pool: Pool, apiId: string): Promise<DeployedApi | null> {
  const { rows } = await pool.query<DeployedApi>(`SELECT d."apiId", d.revision, ${CREATED}, d.definition ${RUNNING} AND a.id = $1`, [
    apiId,
  ]);
  return rows[0] ?? null;
}

/** The revision may be gone by now, with its API: then there is nothing to acknowledge. Saying the same again changes nothing. */
export async function writeAcknowledgement(pool: Pool, gatewayId: string, ack: Acknowledgement): Promise<void> {
  await pool.query(
    `INSERT INTO "GatewayAck" ("gatewayId", "apiId", revision, status, reason, "compileMs", at)
     SELECT $1, d."apiId", d.revision, $4::"AckStatus", $5, $6, now() FROM "Deployment" d WHERE d."apiId" = $2 AND d.revision = $3
     ON CONFLICT ("apiId", revision, "gatewayId") DO UPDATE SET status = excluded.status, reason = excluded.reason, "compileMs" = excluded."compileMs", at = excluded.at
     WHERE ("GatewayAck".status, "GatewayAck".reason) IS DISTINCT FROM (excluded.status, excluded.reason)`,
    [gatewayId, ack.apiId, ack.revision, ack.status, ack.reason, ack.compileMs],
  );
}
