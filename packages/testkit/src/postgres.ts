import { randomUUID } from "node:crypto";
import pg from "pg";
import { applyMigrations, readMigrations } from "../../../scripts/migrations/apply.ts";
import { startTemporaryServer } from "../../../scripts/postgres/temporary.ts";

export interface TestDatabase {
  /** `postgresql://…`, ready for `createDatabase` of @sluice/db or for `pg`. */
  readonly url: string;
  /** Disconnects whoever is left and removes the database. */
  drop(): Promise<void>;
}

export interface TestPostgres {
  /** The server's address without a database. */
  readonly url: string;
  /** Shuts it down and keeps its files; `restart` has it again, at the same address. */
  halt(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Where the test run's Postgres is; global-setup.ts says it to the workers. */
export const SERVER_VARIABLE = "SLUICE_TEST_POSTGRES";
/** Migrated once; copying it takes a tenth of migrating anew. */
const TEMPLATE = "sluice_template";

/** A Postgres of one's own with a migrated template. Tests want `createDatabase`, which shares the run's server. */
export async function startPostgres(): Promise<TestPostgres> {
  const server = await startTemporaryServer();
  try {
    await run(`${server.url}/postgres`, (client) => client.query(`CREATE DATABASE ${TEMPLATE}`));
    await run(`${server.url}/${TEMPLATE}`, (client) => applyMigrations(client, readMigrations()));
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server;
}

/** A fresh, migrated, empty database. Within the vitest project `integration` the run's server is found by itself. */
export async function createDatabase(serverUrl = process.env[SERVER_VARIABLE]): Promise<TestDatabase> {
  if (!serverUrl)
    throw new Error("No test Postgres: name the file *.integration.test.ts, or start one with startPostgres() and pass its url.");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await run(`${serverUrl}/postgres`, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`));
  const drop = async (): Promise<void> => {
    await run(`${serverUrl}/postgres`, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
  };
  return { url: `${serverUrl}/${name}`, drop };
}

async function run(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
