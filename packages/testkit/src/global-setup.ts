import { SERVER_VARIABLE, startPostgres } from "./postgres.ts";

/** Vitest runs this once, before the first integration test; what it returns runs after the last. */
export async function setup(): Promise<() => Promise<void>> {
  const server = await startPostgres();
  process.env[SERVER_VARIABLE] = server.url;
  return server.stop;
}
