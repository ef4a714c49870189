-- By hand
-- Weeks, for what looks back over a year. They begin where steps of seven days do.
CREATE TABLE "UsageRollup_week" PARTITION OF "UsageRollup" FOR VALUES IN ('week');
-- Less room than at first: what is no longer written over is read far more often.
ALTER TABLE "UsageRollup_minute" SET (fillfactor = 90);
ALTER TABLE "UsageRollup_hour" SET (fillfactor = 90);
ALTER TABLE "UsageRollup_day" SET (fillfactor = 90);
ALTER TABLE "UsageRollup_week" SET (fillfactor = 90);

-- Three years of days are compared; books are kept for ten years, by the week.
INSERT INTO "Retention" ("kind", "keepDays") VALUES ('week', 3660);
UPDATE "Retention" SET "keepDays" = 1100 WHERE "kind" = 'day';

-- When the sum begins that a moment is counted in.
CREATE FUNCTION usage_begin("level" "RollupLevel", at timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE "level" WHEN 'week' THEN date_bin('7 days', at, '2000-01-01 00:00:00Z') ELSE date_trunc("level"::text, at, 'UTC') END
$$;

-- As before, for the levels in $2; a late row is not counted at a level whose sums of that time are gone.
CREATE OR REPLACE FUNCTION usage_roll_up_statement(source text) RETURNS text LANGUAGE sql IMMUTABLE AS $make$
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
    SELECT l."level", usage_begin(l."level", m.at), m.series,
      $1 * sum(m.requests), $1 * sum(m."inputTokens"), $1 * sum(m."cacheReadTokens"), $1 * sum(m."cacheWriteTokens"),
      $1 * sum(m."cacheWriteHourTokens"), $1 * sum(m."audioInputTokens"), $1 * sum(m."outputTokens"), $1 * sum(m."reasoningTokens"),
      $1 * sum(m."audioOutputTokens"), $1 * sum(m."reasoningBesideTokens"), $1 * sum(m.told), $1 * sum(m."estimateError"),
      $1 * sum(m."unpricedTokens"), $1 * sum(m."costUsd"), $1 * sum(m.priced), $1 * sum(m."totalMs"), $1 * sum(m."firstByteMs"),
      $1 * sum(m."tokensPerSecond")
    FROM minutes AS m CROSS JOIN (
      SELECT kept."level", coalesce((SELECT "droppedBefore" FROM "Retention" WHERE "kind" = kept."level"::text), '-infinity') AS dropped
      FROM unnest($2) AS kept("level")
    ) AS l
    WHERE usage_begin(l."level", m.at) >= l.dropped
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

CREATE OR REPLACE FUNCTION usage_roll_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE usage_roll_up_statement('changed') USING TG_ARGV[0]::int, enum_range(NULL::"RollupLevel");
  RETURN NULL;
END $$;

-- The weeks that touch a range, from their days.
CREATE FUNCTION usage_rebuild_weeks(begins timestamptz, ends timestamptz) RETURNS void LANGUAGE sql AS $$
  DELETE FROM "UsageRollup" WHERE "level" = 'week' AND at > begins - interval '168 hours' AND at < ends;
  INSERT INTO "UsageRollup" (
    "level", at, series, requests, "inputTokens", "cacheReadTokens", "cacheWriteTokens", "cacheWriteHourTokens", "audioInputTokens",
    "outputTokens", "reasoningTokens", "audioOutputTokens", "reasoningBesideTokens", told, "estimateError", "unpricedTokens", "costUsd",
    priced, "totalMs", "firstByteMs", "tokensPerSecond"
  )
  SELECT 'week', usage_begin('week', at), series,
    sum(requests), sum("inputTokens"), sum("cacheReadTokens"), sum("cacheWriteTokens"), sum("cacheWriteHourTokens"),
    sum("audioInputTokens"), sum("outputTokens"), sum("reasoningTokens"), sum("audioOutputTokens"), sum("reasoningBesideTokens"),
    sum(told), sum("estimateError"), sum("unpricedTokens"), sum("costUsd"), sum(priced), sum("totalMs"), sum("firstByteMs"),
    sum("tokensPerSecond")
  FROM "UsageRollup" WHERE "level" = 'day' AND at >= usage_begin('week', begins) AND at < usage_begin('week', ends - interval '1 microsecond') + interval '168 hours'
  GROUP BY 2, 3;
$$;

CREATE OR REPLACE FUNCTION usage_rebuild(first date, last date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  begins timestamptz := first::timestamp AT TIME ZONE 'UTC';
  ends timestamptz := (last + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
  IF begins < (SELECT "droppedBefore" FROM "Retention" WHERE "kind" = 'rows') THEN
    RAISE EXCEPTION 'The rows of % are gone: their sums cannot be made anew.', first;
  END IF;
  LOCK TABLE "UsageRollup" IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM "UsageRollup" WHERE "level" IN ('minute', 'hour', 'day') AND at >= begins AND at < ends;
  EXECUTE usage_roll_up_statement(format('(SELECT * FROM "UsageRecord" WHERE "timestamp" >= %L AND "timestamp" < %L)', begins, ends))
    USING 1, ARRAY['minute', 'hour', 'day']::"RollupLevel"[];
  PERFORM usage_rebuild_weeks(begins, ends);
END $$;

-- Days ahead get their partition, and what has been kept long enough goes. By one process at a time; null where another one is at it,
-- else how many partitions went. What waits for a long query is done the next time, rather than letting everybody wait behind it.
CREATE OR REPLACE FUNCTION usage_maintain() RETURNS int LANGUAGE plpgsql AS $$
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
  FOR kept IN SELECT * FROM "Retention" WHERE "kind" IN ('rows', 'minute', 'hour', 'day', 'week') ORDER BY "kind" = 'rows' LOOP
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

SELECT usage_rebuild_weeks(min(at), max(at) + interval '1 day') FROM "UsageRollup" WHERE "level" = 'day' HAVING count(*) > 0;
