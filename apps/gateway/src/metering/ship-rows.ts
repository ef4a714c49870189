import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Pool } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { COPY_STAGING, CREATE_STAGING, fillUp, INSERT_STAGED, MAKE_PARTITIONS } from "./copy-row.ts";

/** Postgres's code for a line with too few columns, among others. */
const BAD_COPY = "22P04";
/** Two who write the same sums waited for each other, and Postgres has undone this one: the other is through by now. */
const DEADLOCK = "40P01";
const MOST_DEADLOCKS = 5;
/** The value itself was refused, by a type (22…) or a constraint (23…): sending it again will not help. */
const REFUSED_VALUE = /^2[23]/;

/**
 * Writes rows, each with its line end, into the database, each once however often it is sent. Returns those that the database refuses, with its
 * words: they are found by halving. Throws when the database does not answer.
 */
export async function shipRows(pool: Pool, rows: Buffer): Promise<readonly { readonly row: string; readonly reason: string }[]> {
  if (rows.length === 0) return [];
  try {
    await copyPatiently(pool, rows);
    return [];
  } catch (error) {
    const code = String((error as { code?: unknown }).code ?? "");
    if (!REFUSED_VALUE.test(code)) throw error;
    const lines = rows.toString().split("\n").slice(0, -1);
    const filled = code === BAD_COPY ? lines.map(fillUp) : lines;
    if (filled.some((line, at) => line !== lines[at])) return shipRows(pool, joined(filled));
    if (lines.length === 1) return [{ row: lines[0] ?? "", reason: error instanceof Error ? error.message : "refused" }];
    const half = lines.length >> 1;
    return [...(await shipRows(pool, joined(lines.slice(0, half)))), ...(await shipRows(pool, joined(lines.slice(half))))];
  }
}

function joined(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join("\n")}\n`);
}

async function copyPatiently(pool: Pool, rows: Buffer): Promise<void> {
  for (let left = MOST_DEADLOCKS; ; left--) {
    try {
      return await copyAll(pool, rows);
    } catch (error) {
      if (left === 0 || (error as { code?: unknown }).code !== DEADLOCK) throw error;
    }
  }
}

async function copyAll(pool: Pool, rows: Buffer): Promise<void> {
  const client = await pool.connect();
  client.on("error", ignore);
  let failure: Error | undefined;
  try {
    await client.query("BEGIN");
    await client.query(CREATE_STAGING);
    await pipeline(Readable.from([rows]), client.query(copyFrom(COPY_STAGING)));
    await client.query(MAKE_PARTITIONS);
    await client.query(INSERT_STAGED);
    await client.query("COMMIT");
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    await client.query("ROLLBACK").catch(() => {});
    throw failure;
  } finally {
    client.off("error", ignore);
    // A connection in an unknown state is not used again.
    client.release(failure !== undefined && !REFUSED_VALUE.test(String((failure as { code?: unknown }).code ?? "")));
  }
}

/** A connection that breaks between two statements says so here; unheard, it would end the process. The next statement fails by it. */
function ignore(): void {}
