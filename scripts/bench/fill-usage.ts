import pg from "pg";

const DAYS = 365;
const REBUILT_AT_ONCE = 28;
const ID_PREFIX = "0190c0de-0000-7000-8000-";
/** The nth of a kind, in SQL. */
const id = (kind: number, nth: string) => `('${ID_PREFIX}' || lpad((${kind}000000000 + ${nth})::text, 12, '0'))::uuid`;

/** The API and the application that most of what is filled in is about. */
export const BUSIEST = { api: `${ID_PREFIX}001000000000`, application: `${ID_PREFIX}003000000000` } as const;

/**
 * So many requests in the year before now, as a gateway would have written them: 100 subscriptions of 50 applications to 20 APIs, the busiest of
 * each with a tenth of all, four of 12 models an API, a tenth of the requests refused or failed. The sums are made by the rebuild.
 */
export async function fillUsage(databaseUrl: string, rows: number, onDay: (day: number, days: number) => void): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // A year of rows is looked at; minutes and hours go as they would.
    await client.query(`UPDATE "Retention" SET "keepDays" = 380 WHERE "kind" = 'rows'`);
    await client.query(`SELECT usage_maintain()`);
    await client.query(`SELECT usage_partition((now() AT TIME ZONE 'UTC')::date - day) FROM generate_series(0, ${DAYS}) AS day`);
    await client.query(`ALTER TABLE "UsageRecord" DISABLE TRIGGER USER`);
    await client.query(`SELECT setseed(0.5)`);
    for (let day = DAYS; day > 0; day--) {
      await client.query(FILL, [day, Math.round(rows / DAYS)]);
      onDay(DAYS - day + 1, DAYS);
    }
    await client.query(`ALTER TABLE "UsageRecord" ENABLE TRIGGER USER`);
    for (let day = DAYS; day >= 0; day -= REBUILT_AT_ONCE)
      await client.query(
        `SELECT usage_rebuild(today - $1::int, today - $2::int) FROM (SELECT (now() AT TIME ZONE 'UTC')::date AS today) AS now`,
        [day, Math.max(0, day - REBUILT_AT_ONCE + 1)],
      );
    await client.query("VACUUM ANALYZE");
  } finally {
    await client.end();
  }
}

const FILL = `
  INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", "apiId", "planId", "applicationId", "subscriptionId", revision, method, path, status, "errorCode",
    streamed, provider, endpoint, "modelAsked", "modelSent", "modelAnswered", attempts, "inputTokens", "cacheReadTokens", "outputTokens", "reasoningTokens", provenance,
    "costUsd", "gatewayMs", "firstByteMs", "totalMs")
  SELECT 'req_0123456789abcdef01234567_' || $1::int || '_' || n, now() - $1::int * interval '1 day' + a * interval '1 day', 'gw-' || n % 2, ${id(1, "s % 20")},
    ${id(2, "s % 20")}, ${id(3, "s % 50")}, ${id(4, "s")}, 3, 'POST', '/v1/chat/completions', status,
    CASE status WHEN 429 THEN 'token_limit_exceeded' WHEN 401 THEN 'invalid_api_key' WHEN 502 THEN 'upstream_error' WHEN 499 THEN 'client_closed_request' END,
    c < 0.6, CASE WHEN served THEN 'provider-' || m % 4 END, CASE WHEN served THEN 'Default' END, 'provider-' || m % 4 || ':model-' || m,
    CASE WHEN served THEN 'model-' || m END, CASE WHEN served THEN 'model-' || m || '-2026-01-01' END, served::int,
    CASE WHEN answered THEN (4000 * a * b)::int END, CASE WHEN answered THEN (1000 * b)::int END, CASE WHEN answered THEN (800 * c)::int END,
    CASE WHEN answered AND m % 3 = 0 THEN (500 * a)::int END, CASE WHEN NOT answered THEN 'none' WHEN c < 0.05 THEN 'estimated' ELSE 'reported' END,
    CASE WHEN answered AND m < 11 THEN round((a * b * c / 50)::numeric, 10) END, 0.3 + b, CASE WHEN answered THEN 80 + 900 * b * c END,
    CASE WHEN answered THEN 200 * power(200, a * c) + 900 * b * c ELSE 1 + b END
  FROM (
    SELECT *, status IN (200, 499) AS answered, status NOT IN (401, 429) AS served, (s % 20 + floor(4 * power(a, 3))::int) % 12 AS m
    FROM (
      SELECT n, a, b, c, floor(100 * power(random(), 2))::int AS s,
        CASE WHEN b < 0.9 THEN 200 WHEN b < 0.94 THEN 429 WHEN b < 0.96 THEN 401 WHEN b < 0.98 THEN 502 ELSE 499 END AS status
      FROM (SELECT n, random() AS a, random() AS b, random() AS c FROM generate_series(1, $2::int) AS n) AS drawn
    ) AS caller
  ) AS called`;
