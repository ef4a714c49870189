import pg from "pg";
import { StopSign } from "../bootstrap/stop-sign.ts";

/** The oldest version whose features the migrations use, and that still gets security fixes in distributions that people run. */
const OLDEST_MAJOR = 14;
/** A database that does not answer in this time is down, or behind a firewall that swallows packets. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Connects, or throws a sentence that says what to do. The sentence never holds the password. */
export async function connect(url: string): Promise<pg.Client> {
  const place = placeOf(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  // A connection that breaks between two queries is reported by the next query.
  client.on("error", () => {});
  try {
    await client.connect();
  } catch (error) {
    throw new StopSign(explain(error, place), { cause: error });
  }
  const { rows } = await client.query<{ server_version_num: string; server_version: string }>(
    "SELECT current_setting('server_version_num') AS server_version_num, current_setting('server_version') AS server_version",
  );
  const major = Math.floor(Number(rows[0]?.server_version_num) / 10_000);
  if (major >= OLDEST_MAJOR) return client;
  await client.end();
  throw new StopSign(
    `The Postgres at ${place} is version ${rows[0]?.server_version}; Sluice needs ${OLDEST_MAJOR} or newer. Upgrade it, or set DATABASE_URL to another.`,
  );
}

/** `host:port/database` of a connection string: what may be shown. */
function placeOf(url: string): string {
  try {
    const parsed = new URL(url);
    return `${parsed.hostname || "localhost"}:${parsed.port || "5432"}${parsed.pathname}`;
  } catch {
    throw new StopSign(
      "DATABASE_URL is not a URL. Write it as postgresql://user:password@host:5432/database, and percent-encode special characters in the password.",
    );
  }
}

/** Postgres' own codes: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const BY_CODE: Readonly<Record<string, string>> = {
  "28P01": "refuses the user or the password in DATABASE_URL",
  "28000": "does not let the user in DATABASE_URL in from here (see its pg_hba.conf)",
  "3D000": "has no such database: create it (createdb), or correct the name in DATABASE_URL",
  "53300": "has no free connection: raise max_connections, or close other clients",
  "57P03": "is starting up or shutting down: try again in a moment",
  ECONNREFUSED: "does not answer: nothing listens at that port. Start it, or correct DATABASE_URL; unset, Sluice brings its own",
  ENOTFOUND: "cannot be found: its host name does not resolve. Correct DATABASE_URL",
  ETIMEDOUT: "does not answer in time. Check host, port and firewall",
};

function explain(error: unknown, place: string): string {
  const code = errorCode(error);
  const known = code === null ? undefined : BY_CODE[code];
  if (known) return `The Postgres at ${place} ${known}.`;
  const message = error instanceof Error ? error.message : String(error);
  if (/timeout/i.test(message)) return `The Postgres at ${place} ${BY_CODE["ETIMEDOUT"]}.`;
  return `Cannot connect to the Postgres at ${place}: ${message}`;
}

/** A name with two addresses fails twice, wrapped in one error. */
function errorCode(error: unknown): string | null {
  if (error instanceof AggregateError) return errorCode(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}
