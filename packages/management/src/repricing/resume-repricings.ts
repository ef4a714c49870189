import type { Database } from "@sluice/db/client";
import { continueRepricing } from "./continue-repricing.ts";

/** A batch takes tens of milliseconds. Whoever has not written for so long is gone. */
const ABANDONED_MS = 30_000;

/** Goes on with repricings that a console has left behind. */
export async function resumeRepricings(db: Database, now: Date): Promise<void> {
  const touchedAt = { lt: new Date(now.getTime() - ABANDONED_MS) };
  const left = await db.repricing.findMany({ where: { finishedAt: null, failure: null, touchedAt }, select: { id: true } });
  for (const { id } of left) await continueRepricing(db, id);
}
