import type { Prisma } from "@sluice/db/generated/client";
import type { LogFilter } from "@sluice/definition/logs";
import { cutRange, type DroppedBefore, type Range } from "../analytics/cut-range.ts";
import { readDroppedBefore } from "../analytics/dropped-before.ts";
import { readParts, whereSeries } from "../analytics/part-sql.ts";
import type { ManagementContext } from "../context.ts";
import { whichLogs } from "./which-logs.ts";

const HOUR_MS = 3_600_000;
/** Most lists are filled by the last day. */
const RECENT_MS = 24 * HOUR_MS;
/** Rows that are far apart are looked up in so many hours; more hours are read through in one go. */
const MOST_HOURS = 100;
/** A gateway's clock may be ahead. */
const FOREVER = new Date("9999-12-31T00:00:00Z");

export interface Located {
  /** Where the newest rows of a list are; null: there is none. */
  readonly where: Prisma.UsageRecordWhereInput | null;
  /** How many rows the list has, counted up to `most`. */
  readonly count: number;
}

export interface Wanted {
  /** Rows that are shown, with those that are passed over. */
  readonly rows: number;
  /** The list goes on from here; null: from its beginning. */
  readonly before: Date | null;
  readonly most: number;
}

/**
 * Where to look for the rows of a list, and how many there are, from their sums: a filter that few rows pass would have all rows read for it. A
 * request's own id is in no sum, and in the key of its row.
 */
export async function locateLogs(context: ManagementContext, { requestId, ...filter }: LogFilter, wanted: Wanted): Promise<Located> {
  const { db } = context;
  if (requestId !== undefined) return { where: {}, count: await db.usageRecord.count({ where: { requestId }, take: wanted.most }) };
  // Sums of requests are not told apart by whether they have a cost; those without one have an index of their own.
  if (filter.unpriced) return { where: {}, count: await db.usageRecord.count({ where: whichLogs(filter), take: wanted.most }) };
  const dropped = await readDroppedBefore(db);
  const from = new Date(Math.max(filter.from ? Date.parse(filter.from) : 0, dropped.rows, 0));
  const to = filter.to ? new Date(filter.to) : FOREVER;
  if (from >= to) return { where: null, count: 0 };
  const count = await countUpTo(context, filter, { range: { from, to }, dropped, most: wanted.most });
  if (count === 0) return { where: null, count };
  // Those of the moment that a page ended in may go on.
  const range = { from, to: wanted.before ? new Date(wanted.before.getTime() + 1) : to };
  const near = nearEnd(context, range);
  if ((await countOf(context, filter, { range: { from: near, to: range.to }, dropped })) >= wanted.rows)
    return { where: { timestamp: { gte: near } }, count };
  return { where: dropped.hour > from.getTime() ? {} : await inHours(context, filter, { range, rows: wanted.rows }), count };
}

/** A day before the end, or before now where that is to come. */
function nearEnd({ now }: ManagementContext, { from, to }: Range): Date {
  return new Date(Math.max(from.getTime(), Math.min(to.getTime(), now().getTime()) - RECENT_MS));
}

type Sums = Omit<LogFilter, "requestId">;

/** All of a year are counted only where a day has not enough. */
async function countUpTo(
  context: ManagementContext,
  filter: Sums,
  { range, dropped, most }: { readonly range: Range; readonly dropped: DroppedBefore; readonly most: number },
): Promise<number> {
  const near = await countOf(context, filter, { range: { from: nearEnd(context, range), to: range.to }, dropped });
  return Math.min(most, near >= most ? near : await countOf(context, filter, { range, dropped }));
}

async function countOf(
  { db }: ManagementContext,
  filter: Sums,
  { range, dropped }: { readonly range: Range; readonly dropped: DroppedBefore },
): Promise<number> {
  const parts = cutRange(range, { stepMs: null, dropped });
  const [row] = await db.$queryRaw<{ requests: number }[]>`
    SELECT coalesce(sum(requests), 0)::float8 AS requests FROM (${readParts(filter, parts, "requests")}) AS used`;
  return row?.requests ?? 0;
}

/** The newest hours that hold so many rows. */
async function inHours({ db }: ManagementContext, filter: Sums, { range, rows }: { readonly range: Range; readonly rows: number }) {
  const from = new Date(Math.floor(range.from.getTime() / HOUR_MS) * HOUR_MS);
  const hours = await db.$queryRaw<{ at: Date; requests: number }[]>`
    SELECT at, sum(requests)::float8 AS requests FROM "UsageRollup" JOIN "UsageSeries" ON id = series
    WHERE "level" = 'hour' AND at >= ${from} AND at < ${range.to}${whereSeries(filter)}
    GROUP BY at HAVING sum(requests) > 0 ORDER BY at DESC LIMIT ${rows + 1}`;
  let held = 0;
  const needed = hours.filter(({ requests }, nth) => {
    const isNeeded = nth === 0 || held < rows;
    // The first hour may be cut by the end of the range: what it holds is not counted on.
    if (nth > 0) held += requests;
    return isNeeded;
  });
  const oldest = needed.at(-1);
  if (oldest === undefined) return null;
  if (needed.length > MOST_HOURS) return { timestamp: { gte: oldest.at } };
  return { OR: needed.map(({ at }) => ({ timestamp: { gte: at, lt: new Date(at.getTime() + HOUR_MS) } })) };
}
