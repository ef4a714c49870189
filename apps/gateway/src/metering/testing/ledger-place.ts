import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createDatabase } from "@sluice/testkit/postgres";
import { Pool } from "pg";
import { UsageLedger } from "../usage-ledger.ts";

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** A database and a folder for ledgers to write to. */
export interface LedgerPlace {
  readonly pool: Pool;
  readonly folder: string;
  open(own?: Pool, mostBytes?: number): UsageLedger;
  close(): Promise<void>;
}

export async function makeLedgerPlace(): Promise<LedgerPlace> {
  const database = await createDatabase();
  const pool = new Pool({ connectionString: database.url });
  // Dropping the database ends connections that are still closing.
  pool.on("error", () => {});
  const folder = mkdtempSync(join(tmpdir(), "ledger-"));
  return {
    pool,
    folder,
    open: (own = pool, mostBytes = 1 << 24) => new UsageLedger({ pool: own, gatewayId: "gw-1", folder, mostBytes, log: silent }),
    async close() {
      await pool.end();
      await database.drop();
      rmSync(folder, { recursive: true });
    },
  };
}
