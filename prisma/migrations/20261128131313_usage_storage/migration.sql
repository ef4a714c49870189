-- CreateEnum
CREATE TYPE "RollupLevel" AS ENUM ('minute', 'hour', 'day');

-- DropIndex
DROP INDEX "UsageRecord_timestamp_idx";

-- AlterTable
ALTER TABLE "UsageRecord" DROP CONSTRAINT "UsageRecord_pkey",
ADD CONSTRAINT "UsageRecord_pkey" PRIMARY KEY ("requestId", "timestamp");

-- CreateTable
CREATE TABLE "UsageSeries" (
    "id" UUID NOT NULL,
    "apiId" UUID,
    "planId" UUID,
    "applicationId" UUID,
    "subscriptionId" UUID,
    "provider" TEXT,
    "model" TEXT,
    "status" INTEGER NOT NULL,
    "errorCode" TEXT,
    "provenance" TEXT NOT NULL,

    CONSTRAINT "UsageSeries_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "UsageRollup" (
    "level" "RollupLevel" NOT NULL,
    "at" TIMESTAMPTZ(0) NOT NULL,
    "series" UUID NOT NULL,
    "requests" BIGINT NOT NULL,
    "inputTokens" BIGINT NOT NULL,
    "cacheReadTokens" BIGINT NOT NULL,
    "cacheWriteTokens" BIGINT NOT NULL,
    "cacheWriteHourTokens" BIGINT NOT NULL,
    "audioInputTokens" BIGINT NOT NULL,
    "outputTokens" BIGINT NOT NULL,
    "reasoningTokens" BIGINT NOT NULL,
    "audioOutputTokens" BIGINT NOT NULL,
    "reasoningBesideTokens" BIGINT NOT NULL,
    "told" numeric NOT NULL,
    "estimateError" BIGINT NOT NULL,
    "unpricedTokens" BIGINT NOT NULL,
    "costUsd" DECIMAL(28,10) NOT NULL,
    "priced" BIGINT NOT NULL,
    "totalMs" numeric NOT NULL,
    "firstByteMs" numeric NOT NULL,
    "tokensPerSecond" numeric NOT NULL,

    CONSTRAINT "UsageRollup_pkey" PRIMARY KEY ("level","at","series")
);

-- CreateTable
CREATE TABLE "Retention" (
    "kind" TEXT NOT NULL,
    "keepDays" INTEGER NOT NULL,
    "droppedBefore" TIMESTAMPTZ(3),

    CONSTRAINT "Retention_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE INDEX "UsageSeries_apiId_idx" ON "UsageSeries"("apiId");

-- CreateIndex
CREATE INDEX "UsageSeries_applicationId_idx" ON "UsageSeries"("applicationId");

-- CreateIndex
CREATE INDEX "UsageSeries_subscriptionId_idx" ON "UsageSeries"("subscriptionId");

-- CreateIndex
CREATE INDEX "UsageRollup_series_at_idx" ON "UsageRollup"("series", "at");

-- CreateIndex
CREATE INDEX "UsageRecord_timestamp_requestId_idx" ON "UsageRecord"("timestamp", "requestId");

-- By hand
-- Requests' rows, one partition a day (UTC): what is old goes by dropping a table. Rows whose day has no partition (a clock that is
-- wrong by years) are kept in the default one.
ALTER TABLE "UsageRecord" RENAME TO "UsageRecord_before";
CREATE TABLE "UsageRecord" (LIKE "UsageRecord_before" INCLUDING DEFAULTS) PARTITION BY RANGE ("timestamp");
CREATE TABLE "UsageRecord_default" PARTITION OF "UsageRecord" DEFAULT;
INSERT INTO "UsageRecord" SELECT * FROM "UsageRecord_before";
DROP TABLE "UsageRecord_before";
ALTER TABLE "UsageRecord" ADD CONSTRAINT "UsageRecord_pkey" PRIMARY KEY ("requestId", "timestamp");
CREATE INDEX "UsageRecord_timestamp_requestId_idx" ON "UsageRecord"("timestamp", "requestId");
CREATE INDEX "UsageRecord_apiId_timestamp_idx" ON "UsageRecord"("apiId", "timestamp");
CREATE INDEX "UsageRecord_applicationId_timestamp_idx" ON "UsageRecord"("applicationId", "timestamp");
CREATE INDEX "UsageRecord_subscriptionId_timestamp_idx" ON "UsageRecord"("subscriptionId", "timestamp");

-- The levels apart, so that a year's days lie beside each other. Room in the pages: the sums of now are written over again and again.
ALTER TABLE "UsageRollup" RENAME TO "UsageRollup_before";
CREATE TABLE "UsageRollup" (LIKE "UsageRollup_before" INCLUDING DEFAULTS) PARTITION BY LIST ("level");
DROP TABLE "UsageRollup_before";
CREATE TABLE "UsageRollup_minute" PARTITION OF "UsageRollup" FOR VALUES IN ('minute') WITH (fillfactor = 80);
CREATE TABLE "UsageRollup_hour" PARTITION OF "UsageRollup" FOR VALUES IN ('hour') WITH (fillfactor = 60);
CREATE TABLE "UsageRollup_day" PARTITION OF "UsageRollup" FOR VALUES IN ('day') WITH (fillfactor = 60);
ALTER TABLE "UsageRollup" ADD CONSTRAINT "UsageRollup_pkey" PRIMARY KEY ("level", "at", "series");
CREATE INDEX "UsageRollup_series_at_idx" ON "UsageRollup"("series", "at");

ALTER TABLE "Retention" ADD CONSTRAINT "Retention_keepDays_check" CHECK ("keepDays" BETWEEN 1 AND 36500);
-- Rows are what grows: 10 million are 4 GB. A quarter is what invoices are checked and prices corrected for. Minutes are for looking at
-- what has just happened, hours for comparing with a year ago; days are small, and books are kept for ten years.
INSERT INTO "Retention" ("kind", "keepDays") VALUES ('rows', 90), ('minute', 14), ('hour', 400), ('day', 3660);

-- Makes the partition of a day (UTC) where it is missing, and takes what strayed into the default one along. Days that no clock in order
-- would say are left to the default one.
CREATE FUNCTION usage_partition(day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  name text := 'UsageRecord_' || to_char(day, 'YYYYMMDD');
  begins timestamptz := day::timestamp AT TIME ZONE 'UTC';
  ends timestamptz := (day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  IF day < today - 400 OR day > today + 7 OR to_regclass(quote_ident(name)) IS NOT NULL THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('usage_partition'));
  IF to_regclass(quote_ident(name)) IS NOT NULL THEN RETURN; END IF;
  EXECUTE format('CREATE TABLE %I (LIKE "UsageRecord" INCLUDING DEFAULTS)', name);
  EXECUTE format('WITH stray AS (DELETE FROM "UsageRecord_default" WHERE "timestamp" >= %L AND "timestamp" < %L RETURNING *) INSERT INTO %I SELECT * FROM stray', begins, ends, name);
  EXECUTE format('ALTER TABLE "UsageRecord" ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', name, begins, ends);
END $$;

-- A value's place in a histogram, as a number whose digits are the histogram: twelve digits a bin, so that adding histograms is adding
-- numbers, and `sum` does it. Eight bins for each doubling from 0.25 to 2^22: the middle of a bin is at most 4.5 % beside the value.
CREATE FUNCTION usage_bin(value float8) RETURNS numeric LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT ('1e' || (12 * least(191, greatest(0, 16 + floor(8 * ln(greatest(value, 0.25)) / ln(2::float8))))::int)::text)::numeric
$$;

-- The statement that adds rows to the rollups of all levels ($1 = 1), or takes them away ($1 = -1). `source` is where it finds them.
-- Locks are taken in the order of the key, so that gateways wait for each other and never in a circle.
CREATE FUNCTION usage_roll_up_statement(source text) RETURNS text LANGUAGE sql IMMUTABLE AS $make$
  SELECT replace($sql$
    WITH changed_minute AS (
      SELECT date_trunc('minute', r."timestamp", 'UTC') AS at,
        r."apiId", r."planId", r."applicationId", r."subscriptionId", r."provider", r."modelSent" AS model, r."status", r."errorCode", r."provenance",
        count(*) AS requests,
        coalesce(sum(r."inputTokens"::int8), 0) AS "inputTokens",
        coalesce(sum(r."cacheReadTokens"::int8), 0) AS "cacheReadTokens",
        coalesce(sum(r."cacheWriteTokens"::int8), 0) AS "cacheWriteTokens",
        coalesce(sum(r."cacheWriteHourTokens"::int8), 0) AS "cacheWriteHourTokens",
        coalesce(sum(r."audioInputTokens"::int8), 0) AS "audioInputTokens",
        coalesce(sum(r."outputTokens"::int8), 0) AS "outputTokens",
        coalesce(sum(r."reasoningTokens"::int8), 0) AS "reasoningTokens",
        coalesce(sum(r."audioOutputTokens"::int8), 0) AS "audioOutputTokens",
        coalesce(sum(r."reasoningBesideTokens"::int8), 0) AS "reasoningBesideTokens",
        count(r."inputTokens") + 1e12 * count(r."cacheReadTokens") + 1e24 * count(r."cacheWriteTokens") + 1e36 * count(r."cacheWriteHourTokens")
          + 1e48 * count(r."audioInputTokens") + 1e60 * count(r."outputTokens") + 1e72 * count(r."reasoningTokens") + 1e84 * count(r."audioOutputTokens") + 1e96 * count(r."reasoningBesideTokens") AS told,
        coalesce(sum(r."estimateError"::int8), 0) AS "estimateError",
        coalesce(sum(tokens.prompt + tokens.completion) FILTER (WHERE r."costUsd" IS NULL), 0) AS "unpricedTokens",
        coalesce(sum(r."costUsd"), 0) AS "costUsd",
        count(r."costUsd") AS priced,
        sum(usage_bin(r."totalMs")) AS "totalMs",
        coalesce(sum(usage_bin(r."firstByteMs")), 0) AS "firstByteMs",
        coalesce(sum(usage_bin(1000 * tokens.completion / nullif(r."totalMs" - r."firstByteMs", 0)))
          FILTER (WHERE r."streamed" AND r."status" < 400 AND r."totalMs" > r."firstByteMs" AND tokens.completion > 0), 0) AS "tokensPerSecond"
      FROM <source> AS r
      CROSS JOIN LATERAL (SELECT
        coalesce(r."inputTokens", 0)::int8 + coalesce(r."cacheReadTokens", 0) + coalesce(r."cacheWriteTokens", 0)
          + coalesce(r."cacheWriteHourTokens", 0) + coalesce(r."audioInputTokens", 0) AS prompt,
        coalesce(r."outputTokens", 0)::int8 + coalesce(r."reasoningTokens", 0) + coalesce(r."audioOutputTokens", 0) AS completion) AS tokens
      GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
    ), minutes AS MATERIALIZED (
      SELECT *, encode(substring(sha256(convert_to(
        row("apiId", "planId", "applicationId", "subscriptionId", "provider", model, "status", "errorCode", "provenance")::text, 'UTF8')) FROM 1 FOR 16), 'hex')::uuid AS series
      FROM changed_minute
    ), named AS (
      INSERT INTO "UsageSeries" (id, "apiId", "planId", "applicationId", "subscriptionId", "provider", model, "status", "errorCode", "provenance")
      SELECT DISTINCT series, "apiId", "planId", "applicationId", "subscriptionId", "provider", model, "status", "errorCode", "provenance"
      FROM minutes ORDER BY series
      ON CONFLICT DO NOTHING
    )
    INSERT INTO "UsageRollup" AS u (
      "level", at, series, requests, "inputTokens", "cacheReadTokens", "cacheWriteTokens", "cacheWriteHourTokens", "audioInputTokens",
      "outputTokens", "reasoningTokens", "audioOutputTokens", "reasoningBesideTokens", told, "estimateError", "unpricedTokens", "costUsd",
      priced, "totalMs", "firstByteMs", "tokensPerSecond"
    )
    SELECT l."level", date_trunc(l."level"::text, m.at, 'UTC'), m.series,
      $1 * sum(m.requests), $1 * sum(m."inputTokens"), $1 * sum(m."cacheReadTokens"), $1 * sum(m."cacheWriteTokens"),
      $1 * sum(m."cacheWriteHourTokens"), $1 * sum(m."audioInputTokens"), $1 * sum(m."outputTokens"), $1 * sum(m."reasoningTokens"),
      $1 * sum(m."audioOutputTokens"), $1 * sum(m."reasoningBesideTokens"), $1 * sum(m.told), $1 * sum(m."estimateError"),
      $1 * sum(m."unpricedTokens"), $1 * sum(m."costUsd"), $1 * sum(m.priced), $1 * sum(m."totalMs"), $1 * sum(m."firstByteMs"),
      $1 * sum(m."tokensPerSecond")
    FROM minutes AS m CROSS JOIN unnest(enum_range(NULL::"RollupLevel")) AS l("level")
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT ("level", at, series) DO UPDATE SET
      requests = u.requests + excluded.requests,
      "inputTokens" = u."inputTokens" + excluded."inputTokens",
      "cacheReadTokens" = u."cacheReadTokens" + excluded."cacheReadTokens",
      "cacheWriteTokens" = u."cacheWriteTokens" + excluded."cacheWriteTokens",
      "cacheWriteHourTokens" = u."cacheWriteHourTokens" + excluded."cacheWriteHourTokens",
      "audioInputTokens" = u."audioInputTokens" + excluded."audioInputTokens",
      "outputTokens" = u."outputTokens" + excluded."outputTokens",
      "reasoningTokens" = u."reasoningTokens" + excluded."reasoningTokens",
      "audioOutputTokens" = u."audioOutputTokens" + excluded."audioOutputTokens",
      "reasoningBesideTokens" = u."reasoningBesideTokens" + excluded."reasoningBesideTokens",
      told = u.told + excluded.told,
      "estimateError" = u."estimateError" + excluded."estimateError",
      "unpricedTokens" = u."unpricedTokens" + excluded."unpricedTokens",
      "costUsd" = u."costUsd" + excluded."costUsd",
      priced = u.priced + excluded.priced,
      "totalMs" = u."totalMs" + excluded."totalMs",
      "firstByteMs" = u."firstByteMs" + excluded."firstByteMs",
      "tokensPerSecond" = u."tokensPerSecond" + excluded."tokensPerSecond"
  $sql$, '<source>', source)
$make$;

-- Counts what a statement has changed, in its transaction: a row that is sent twice is counted once, a late one in the hour that it
-- belongs to, a repriced one at its new cost.
CREATE FUNCTION usage_roll_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE usage_roll_up_statement('changed') USING TG_ARGV[0]::int;
  RETURN NULL;
END $$;

-- Counts whole days (UTC) anew from their rows, when something was written with the triggers off. Writers wait meanwhile, so that nothing
-- is counted twice or never.
CREATE FUNCTION usage_rebuild(first date, last date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  begins timestamptz := first::timestamp AT TIME ZONE 'UTC';
  ends timestamptz := (last + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  IF begins < (SELECT "droppedBefore" FROM "Retention" WHERE "kind" = 'rows') THEN
    RAISE EXCEPTION 'The rows of % are gone: their sums cannot be made anew.', first;
  END IF;
  LOCK TABLE "UsageRollup" IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM "UsageRollup" WHERE at >= begins AND at < ends;
  EXECUTE usage_roll_up_statement(format('(SELECT * FROM "UsageRecord" WHERE "timestamp" >= %L AND "timestamp" < %L)', begins, ends)) USING 1;
END $$;

-- Days ahead get their partition, and what has been kept long enough goes. By one process at a time; null where another one is at it,
-- else how many partitions went. What waits for a long query is done the next time, rather than letting everybody wait behind it.
CREATE FUNCTION usage_maintain() RETURNS int LANGUAGE plpgsql AS $$
DECLARE
  today date := (now() AT TIME ZONE 'UTC')::date;
  kept record;
  before timestamptz;
  old text;
  dropped int := 0;
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtext('usage_maintain')) THEN RETURN NULL; END IF;
  PERFORM set_config('lock_timeout', '2s', true);
  PERFORM usage_partition(today + ahead) FROM generate_series(-1, 3) AS ahead;
  -- Rows come last: to drop a table is to have all of them to oneself until the end.
  FOR kept IN SELECT * FROM "Retention" WHERE "kind" IN ('rows', 'minute', 'hour', 'day') ORDER BY "kind" = 'rows' LOOP
    before := (today - kept."keepDays")::timestamp AT TIME ZONE 'UTC';
    IF kept."kind" = 'rows' THEN
      DELETE FROM "UsageRecord_default" WHERE "timestamp" < before;
      FOR old IN SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = '"UsageRecord"'::regclass AND c.relname ~ '_\d{8}$' AND to_date(right(c.relname, 8), 'YYYYMMDD') < today - kept."keepDays"
      LOOP
        EXECUTE format('DROP TABLE %I', old);
        dropped := dropped + 1;
      END LOOP;
    ELSE
      DELETE FROM "UsageRollup" WHERE "level" = kept."kind"::"RollupLevel" AND at < before;
    END IF;
    UPDATE "Retention" SET "droppedBefore" = greatest("droppedBefore", before) WHERE "kind" = kept."kind";
  END LOOP;
  RETURN dropped;
END $$;

SELECT usage_partition(day) FROM (SELECT DISTINCT ("timestamp" AT TIME ZONE 'UTC')::date AS day FROM "UsageRecord") AS used;
SELECT usage_partition((now() AT TIME ZONE 'UTC')::date + ahead) FROM generate_series(0, 1) AS ahead;
SELECT usage_rebuild(min("timestamp" AT TIME ZONE 'UTC')::date, max("timestamp" AT TIME ZONE 'UTC')::date) FROM "UsageRecord" HAVING count(*) > 0;

CREATE TRIGGER usage_added AFTER INSERT ON "UsageRecord" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_roll_up('1');
CREATE TRIGGER usage_changed_from AFTER UPDATE ON "UsageRecord" REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_roll_up('-1');
CREATE TRIGGER usage_changed_to AFTER UPDATE ON "UsageRecord" REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION usage_roll_up('1');
