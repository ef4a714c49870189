import type { Transaction } from "@sluice/db/client";
import { Prisma } from "@sluice/db/generated/client";
import type { BudgetPeriod } from "@sluice/definition/budgets";

export interface Period {
  readonly start: Date;
  readonly end: Date;
}

const UNITS = { DAY: "day", WEEK: "week", MONTH: "month" } as const satisfies Record<BudgetPeriod, string>;

/**
 * The day, week (from Monday) or month of a time zone that a moment lies in. By the database: its calendar knows months of every length, and
 * days of 23 and 25 hours.
 */
export async function periodAt(
  db: Pick<Transaction, "$queryRaw">,
  { period, timeZone }: { readonly period: string; readonly timeZone: string },
  now: Date,
): Promise<Period> {
  const unit = UNITS[period as BudgetPeriod] ?? UNITS.MONTH;
  const [row] = await db.$queryRaw<Period[]>`
    SELECT begins AT TIME ZONE ${timeZone} AS start, (begins + ${`1 ${unit}`}::interval) AT TIME ZONE ${timeZone} AS "end"
    FROM (SELECT date_trunc(${unit}, ${now}::timestamptz AT TIME ZONE ${timeZone}) AS begins) AS local`;
  if (!row) throw new Error("a period without a beginning");
  return row;
}

/** Whether the database knows a time zone: its list may be older than ours. */
export async function knowsTimeZone(db: Pick<Transaction, "$queryRaw">, name: string): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>(Prisma.sql`SELECT 1 AS one FROM pg_timezone_names WHERE name = ${name}`);
  return rows.length > 0;
}
