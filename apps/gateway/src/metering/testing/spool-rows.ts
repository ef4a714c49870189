import type { Spool } from "../spool.ts";
import { readSpoolLines } from "../spool-lines.ts";

/** The rows of a spool's closed files, in order, without their line ends. */
export function spoolRows(spool: Spool): string[] {
  return spool.closed.flatMap((name) => readSpoolLines(spool.read(name)).rows.toString().split("\n").slice(0, -1));
}
