import type { Database } from "@sluice/db/client";
import type { DroppedBefore } from "./cut-range.ts";

/** How far back what is kept goes, as maintenance has written it down. */
export async function readDroppedBefore(db: Pick<Database, "retention">): Promise<DroppedBefore> {
  const kept = await db.retention.findMany({ select: { kind: true, droppedBefore: true } });
  const of = (name: string) => kept.find(({ kind }) => kind === name)?.droppedBefore?.getTime() ?? Number.NEGATIVE_INFINITY;
  return { rows: of("rows"), minute: of("minute"), hour: of("hour"), day: of("day"), week: of("week") };
}
