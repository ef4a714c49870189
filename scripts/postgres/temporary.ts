import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type PostgresServer, startServer } from "./server.ts";

export interface TemporaryServer extends PostgresServer {
  /** Shuts it down and keeps its files. */
  halt(): Promise<void>;
  /** After `halt`: the same again, at the same address. */
  restart(): Promise<void>;
}

/** A Postgres in a new temporary folder, gone without a trace when stopped: for tests and for tools that need some Postgres. */
export async function startTemporaryServer(): Promise<TemporaryServer> {
  const folder = mkdtempSync(path.join(tmpdir(), "sluice-postgres-test-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const first = await startServer(folder, { durable: false });
    let server = first;
    const restart = async (): Promise<void> => {
      server = await startServer(folder, { durable: false });
      if (server.url !== first.url) throw new Error("The server's port was taken meanwhile.");
    };
    const stop = async (): Promise<void> => {
      await server.stop();
      remove();
    };
    return { ...first, halt: () => server.stop(), restart, stop };
  } catch (error) {
    remove();
    throw error;
  }
}
