import pg from "pg";

/** The key of the nth subscription that is filled in, counted from 1. */
export function filledKey(nth: number): string {
  return `slc_bench_${nth}`;
}

/** Adds so many applications with a subscription to the API's plan and a key each, as the console writes them, all written a day ago. */
export async function fillSubscriptions(databaseUrl: string, count: number): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO "Application" (id, name, "createdBy", "updatedAt")
       SELECT md5('app' || n)::uuid, 'App ' || n, 'bench', now() - interval '1 day' FROM generate_series(1, $1::int) n`,
      [count],
    );
    await client.query(
      `INSERT INTO "Subscription" (id, "applicationId", "planId", "apiId", status, "createdBy", "updatedAt")
       SELECT md5('subscription' || n)::uuid, md5('app' || n)::uuid, p.id, p."apiId", 'ACCEPTED', 'bench', now() - interval '1 day'
       FROM generate_series(1, $1::int) n, (SELECT id, "apiId" FROM "Plan" LIMIT 1) p`,
      [count],
    );
    await client.query(
      `INSERT INTO "ApiKey" (id, "subscriptionId", hash, hint, "updatedAt")
       SELECT md5('key' || n)::uuid, md5('subscription' || n)::uuid, encode(sha256(('slc_bench_' || n)::bytea), 'hex'), 'nnnn', now() - interval '1 day'
       FROM generate_series(1, $1::int) n`,
      [count],
    );
    await client.query(`ANALYZE`);
  } finally {
    await client.end();
  }
}
