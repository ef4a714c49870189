import type { Database } from "@sluice/db/client";
import type { UsageRecord } from "@sluice/db/generated/client";
import { CONTENT_FATES, type ContentFate, type ContentState } from "@sluice/definition/contents";

/** A gateway writes contents a little after the row. */
const PENDING_MS = 60_000;

type Row = Pick<UsageRecord, "requestId" | "apiId" | "revision" | "timestamp" | "detail">;

/** Whether a request's contents are there, or why not. */
export async function contentState(db: Database, row: Row): Promise<ContentState> {
  const fate = fateOf(row.detail);
  if (fate === null) return (await wasOff(db, row)) ? "off" : "unread";
  if (fate !== "kept") return fate;
  const stored = await db.requestContent.count({ where: { requestId: row.requestId } });
  if (stored > 0) return "kept";
  return Date.now() - row.timestamp.getTime() < PENDING_MS ? "pending" : "expired";
}

function fateOf(detail: unknown): ContentFate | null {
  const said = typeof detail === "object" && detail !== null ? (detail as { content?: unknown }).content : undefined;
  return CONTENT_FATES.find((fate) => fate === said) ?? null;
}

/** What the revision said that served the request. One that is gone with its API is taken for off. */
async function wasOff(db: Database, { apiId, revision }: Row): Promise<boolean> {
  if (apiId === null || revision === null) return true;
  const [found] = await db.$queryRaw<{ off: boolean }[]>`
    SELECT coalesce(definition #>> '{analytics,enabled}', 'true') = 'false' OR coalesce(definition #>> '{analytics,logging,content}', 'NONE') = 'NONE' AS off
    FROM "Deployment" WHERE "apiId" = ${apiId}::uuid AND revision = ${revision}`;
  return found?.off ?? true;
}
