import type { Database } from "@sluice/db/client";
import type { Encryption } from "@sluice/definition/settings";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

/** The data keys, newest first, and how many secrets each of them seals. */
export async function getEncryption(context: ManagementContext): Promise<Encryption | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  return denied ?? readEncryption(context.db);
}

export async function readEncryption(db: Pick<Database, "dataKey" | "$queryRaw">): Promise<Encryption> {
  const [rows, counts] = await Promise.all([db.dataKey.findMany({ orderBy: { createdAt: "desc" } }), countByKey(db)]);
  return {
    dataKeys: rows.map(({ id, createdAt, retiredAt }) => ({
      id,
      createdAt: createdAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
      secrets: counts.get(id) ?? 0,
    })),
  };
}

/** Counted where they lie: definitions of years are more than one wants to carry through the network. */
async function countByKey(db: Pick<Database, "$queryRaw">): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ id: string; secrets: number }[]>`
    SELECT found.part[1] AS id, count(*)::int AS secrets FROM (
      SELECT definition::text AS stored FROM "Api"
      UNION ALL SELECT definition::text FROM "ApiVersion"
      UNION ALL SELECT definition::text FROM "Deployment"
      UNION ALL SELECT definition::text FROM "Draft"
      UNION ALL SELECT configuration::text || flows::text FROM "Plan"
      UNION ALL SELECT to_json("clientSecret")::text FROM "OidcProvider"
    ) AS everything, regexp_matches(stored, '"sealed:v[12]:([0-9a-f-]{36}):', 'g') AS found(part)
    GROUP BY 1`;
  return new Map(rows.map(({ id, secrets }) => [id, secrets]));
}
