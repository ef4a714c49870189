import type { Pool } from "pg";
import { type Log, reasonOf } from "../log.ts";

/** Partitions are made three days ahead and kept by the day: an hour more or less is nothing, and one that did not come through is soon made up. */
const EVERY_MS = 3_600_000;

export interface Maintenance {
  stop(): void;
}

/**
 * Has the database make the partitions of the next days, and drop what it has kept long enough (its table `Retention` says how long). Every
 * gateway asks; the database lets one at a time.
 */
export function maintainUsage(pool: Pool, log: Log): Maintenance {
  const run = () => void maintainOnce(pool, log);
  run();
  const timer = setInterval(run, EVERY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Resolves when it is done, or could not be done now. */
export async function maintainOnce(pool: Pool, log: Log): Promise<void> {
  try {
    const { rows } = await pool.query<{ dropped: number | null }>("SELECT usage_maintain() AS dropped");
    const dropped = rows[0]?.dropped ?? 0;
    if (dropped > 0) log.info({ days: dropped }, "usage that was kept long enough was dropped");
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, "usage could not be maintained; it is tried again in an hour");
  }
}
