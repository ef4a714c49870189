import { Pool } from "pg";
import type { Log } from "../log.ts";

/** Polls, acknowledgements, checks and one batch of usage at a time: none of them is on a request's way. */
const MOST_CONNECTIONS = 4;
const CONNECT_TIMEOUT_MS = 3_000;
/** A connection whose other end has vanished answers nothing at all; the slowest query here takes tens of milliseconds. */
const QUERY_TIMEOUT_MS = 15_000;

/** Connections for everything but LISTEN. Opened when first used, opened again after a loss. End it with `end()`. */
export function createPool(url: string, log: Log): Pool {
  const pool = new Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    application_name: "sluice-gateway",
  });
  // An idle connection that breaks says so here; unheard, it would end the process. The next query opens another.
  pool.on("error", (error) => log.debug({ reason: error.message }, "an idle database connection was lost"));
  return pool;
}
