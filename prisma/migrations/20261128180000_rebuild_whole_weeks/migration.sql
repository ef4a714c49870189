-- By hand
-- Counts the weeks that these days (UTC) are in anew from their rows, when something was written with the triggers off. Whole weeks, and from
-- rows: a week made of its days lost what was counted on days that are no longer kept. Writers wait meanwhile, so that nothing is counted
-- twice or never. It sorts all series of a week at once, and on disk without this memory.
CREATE OR REPLACE FUNCTION usage_rebuild(first date, last date) RETURNS void LANGUAGE plpgsql SET work_mem = '128MB' AS $$
DECLARE
  begins timestamptz := usage_begin('week', first::timestamp AT TIME ZONE 'UTC');
  ends timestamptz := usage_begin('week', last::timestamp AT TIME ZONE 'UTC') + interval '168 hours';
BEGIN
  IF begins < (SELECT "droppedBefore" FROM "Retention" WHERE "kind" = 'rows') THEN
    RAISE EXCEPTION 'The rows of the week of % are gone: its sums cannot be made anew.', first;
  END IF;
  LOCK TABLE "UsageRollup" IN SHARE ROW EXCLUSIVE MODE;
  DELETE FROM "UsageRollup" WHERE at >= begins AND at < ends;
  EXECUTE usage_roll_up_statement(format('(SELECT * FROM "UsageRecord" WHERE "timestamp" >= %L AND "timestamp" < %L)', begins, ends))
    USING 1, enum_range(NULL::"RollupLevel");
END $$;

DROP FUNCTION usage_rebuild_weeks(timestamptz, timestamptz);
