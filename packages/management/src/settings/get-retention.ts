import type { Transaction } from "@sluice/db/client";
import type { RetentionKind, RetentionResource } from "@sluice/definition/retention";
import { authorise } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import type { ManagementError } from "../management-error.ts";

/** How long requests and their sums are kept, and since when they are there. */
export async function getRetention(context: ManagementContext): Promise<RetentionResource | ManagementError> {
  const denied = await authorise(context, "settings:manage");
  return denied ?? readRetention(context.db);
}

export async function readRetention(db: Pick<Transaction, "retention">): Promise<RetentionResource> {
  const rows = await db.retention.findMany();
  const of = (name: RetentionKind) => {
    const row = rows.find(({ kind }) => kind === name);
    if (!row) throw new Error(`The database has no retention of "${name}".`);
    return { keepDays: row.keepDays, keptSince: row.droppedBefore?.toISOString() ?? null };
  };
  return { rows: of("rows"), minute: of("minute"), hour: of("hour"), day: of("day"), week: of("week") };
}
