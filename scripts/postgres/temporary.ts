import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type PostgresServer, startServer } from "./server.ts";

/** A Postgres in a new temporary folder, gone without a trace when stopped: for tests and for tools that need some Postgres. */
export async function startTemporaryServer(): Promise<PostgresServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "sluice-postgres-test-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startServer(folder, { durable: false });
    const stop = async (): Promise<void> => {
      await server.stop();
      remove();
    };
    return { ...server, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
