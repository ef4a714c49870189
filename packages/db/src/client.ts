import { PrismaPg } from "@prisma/adapter-pg";
import { type Prisma, PrismaClient } from "./generated/client.ts";

/** Enough for a console's parallel requests; a Postgres as it is installed takes 100 connections from everyone together. */
const MOST_CONNECTIONS = 10;
/** A database that is gone should be said so to the caller, not waited for. */
const CONNECT_TIMEOUT_MS = 5_000;

export type Database = PrismaClient;
/** The client inside `$transaction`. */
export type Transaction = Prisma.TransactionClient;

/** A Prisma client for the database at `url` (`postgresql://…`). It connects when first used; end it with `$disconnect()`. */
export function createDatabase(url: string): Database {
  const adapter = new PrismaPg({ connectionString: url, max: MOST_CONNECTIONS, connectionTimeoutMillis: CONNECT_TIMEOUT_MS });
  return new PrismaClient({ adapter });
}
