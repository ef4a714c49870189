import type { Database, Transaction } from "@sluice/db/client";
import type { Repricing } from "@sluice/db/generated/client";
import type { PriceBook } from "@sluice/pricing/own-price";
import { recordEntry } from "../audit/record-entry.ts";
import { sumDollars } from "../exact-sum.ts";
import { readPriceBook } from "../prices/stored-price.ts";
import { DeployedModels } from "./deployed-models.ts";
import { priceAnew } from "./price-anew.ts";
import { auditedRepricing } from "./repricing-resource.ts";
import { type PricedRow, readRows, writeCosts } from "./usage-rows.ts";

/** Some tens of milliseconds of work: writers of the same sums wait no longer, and a console that stops loses no more. */
const BATCH_ROWS = 1_000;
const BATCH_TIMEOUT_MS = 60_000;
const LONGEST_FAILURE = 300;
/** Two who write the same sums waited for each other, and Postgres has undone this one: the other is through by now. */
const DEADLOCK = "40P01";
const MOST_DEADLOCKS = 5;

/** What a repricing reads once: a deployment never changes, and prices are those of when it began: what is changed meanwhile is another repricing. */
interface Sources {
  readonly models: DeployedModels;
  readonly book: PriceBook;
}

/**
 * Carries a repricing on until it is done, or until another console is at it. Each batch and how far it came are one transaction: whatever
 * happens in between, no row is left out, and none is counted twice.
 */
export async function continueRepricing(db: Database, id: string): Promise<void> {
  try {
    const { createdAt } = await db.repricing.findUniqueOrThrow({ where: { id }, select: { createdAt: true } });
    const sources = { models: new DeployedModels(db), book: await readPriceBook(db, createdAt) };
    while (await patiently(() => oneBatch(db, id, sources)));
  } catch (error) {
    const failure = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_FAILURE);
    // A database that is away cannot be told either: then it is taken up again.
    await db.repricing.updateMany({ where: { id, finishedAt: null }, data: { failure } });
  }
}

async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (let left = MOST_DEADLOCKS; ; left--) {
    try {
      return await work();
    } catch (error) {
      if (left === 0 || sqlCodeOf(error) !== DEADLOCK) throw error;
    }
  }
}

/** Postgres's own code, of a statement that Prisma has passed on as it is. */
function sqlCodeOf(error: unknown): unknown {
  const { meta } = error as { readonly meta?: { readonly driverAdapterError?: { readonly cause?: { readonly originalCode?: unknown } } } };
  return meta?.driverAdapterError?.cause?.originalCode;
}

/** False: there is nothing more to do here. */
async function oneBatch(db: Database, id: string, { models, book }: Sources): Promise<boolean> {
  return db.$transaction(
    async (tx) => {
      const [locked] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM "Repricing" WHERE id = ${id}::uuid AND "finishedAt" IS NULL AND failure IS NULL FOR UPDATE SKIP LOCKED`;
      if (!locked) return false;
      const job = await tx.repricing.findUniqueOrThrow({ where: { id } });
      const rows = await readRows(tx, job, BATCH_ROWS);
      const priced: PricedRow[] = [];
      for (const row of rows) priced.push(priceAnew(row, await models.find(row), book));
      if (!job.dryRun)
        await writeCosts(
          tx,
          priced.filter(({ changed }) => changed),
        );
      await note(tx, job, { priced, isLast: rows.length < BATCH_ROWS });
      return rows.length === BATCH_ROWS;
    },
    { timeout: BATCH_TIMEOUT_MS, maxWait: BATCH_TIMEOUT_MS },
  );
}

async function note(
  tx: Transaction,
  job: Repricing,
  { priced, isLast }: { readonly priced: readonly PricedRow[]; readonly isLast: boolean },
): Promise<void> {
  const last = priced.at(-1);
  const now = new Date();
  const row = await tx.repricing.update({
    where: { id: job.id },
    data: {
      ...(last ? { cursorAt: last.row.timestamp, cursorId: last.row.requestId } : {}),
      rows: { increment: priced.length },
      changed: { increment: priced.filter(({ changed }) => changed).length },
      unpriced: { increment: priced.filter(({ costUsd }) => costUsd === null).length },
      costBefore: { increment: sumDollars(priced.map(({ row: { costUsd } }) => costUsd)) },
      costAfter: { increment: sumDollars(priced.map(({ costUsd }) => costUsd)) },
      touchedAt: now,
      ...(isLast ? { finishedAt: now } : {}),
    },
  });
  if (!isLast || job.dryRun) return;
  const actor = { id: job.createdById, name: job.createdBy, kind: "system", ip: null } as const;
  await recordEntry(tx, { at: now, actor }, { action: "repricing.finish", entityId: job.id, after: auditedRepricing(row) });
}
