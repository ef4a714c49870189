import type { Transaction } from "@sluice/db/client";
import type { ModelPrice } from "@sluice/db/generated/client";
import { type ModelPriceResource, type PriceTierResource, priceTierSchema } from "@sluice/definition/prices";
import { type OwnPrice, PriceBook } from "@sluice/pricing/own-price";
import { isId } from "../parse-input.ts";

/** The newest version of each own price that was not taken away, by model and date: now, or as it was at a moment. */
export async function readCurrentPrices(db: Pick<Transaction, "$queryRaw">, asOf: Date | null = null): Promise<readonly ModelPrice[]> {
  return db.$queryRaw<ModelPrice[]>`
    SELECT * FROM (SELECT DISTINCT ON (id) * FROM "ModelPrice" WHERE "createdAt" <= coalesce(${asOf}::timestamptz, 'infinity') ORDER BY id, version DESC) AS newest
    WHERE NOT removed ORDER BY model, "apiId" NULLS FIRST, "effectiveFrom" DESC, id`;
}

/** The newest version of one; null when there is none, or it was taken away. */
export async function readCurrentPrice(db: Pick<Transaction, "modelPrice">, id: string): Promise<ModelPrice | null> {
  const row = isId(id) ? await db.modelPrice.findFirst({ where: { id }, orderBy: { version: "desc" } }) : null;
  return row?.removed ? null : row;
}

/** Prices as gateways go by them: now, or as they did at a moment. */
export async function readPriceBook(db: Pick<Transaction, "$queryRaw">, asOf: Date | null = null): Promise<PriceBook> {
  return new PriceBook((await readCurrentPrices(db, asOf)).map(ownPrice));
}

/** Writers go one after the other: dates are compared with those of all others, and versions counted. */
export async function lockPrices(tx: Transaction): Promise<void> {
  await tx.$queryRaw`SELECT 1 AS one FROM (SELECT pg_advisory_xact_lock(hashtext('sluice model prices'))) AS locked`;
}

export function modelPriceResource(row: ModelPrice): ModelPriceResource {
  return {
    id: row.id,
    version: row.version,
    apiId: row.apiId,
    model: row.model,
    currency: row.currency,
    usdRate: decimalText(row.usdRate),
    effectiveFrom: new Date(row.effectiveFrom).toISOString(),
    effectiveUntil: row.effectiveUntil === null ? null : new Date(row.effectiveUntil).toISOString(),
    tiers: tiersOf(row),
    note: row.note,
    createdBy: row.createdBy,
    createdAt: new Date(row.createdAt).toISOString(),
  };
}

/** In the audit a price goes by its model's name. */
export function auditedPrice(row: ModelPrice): object {
  return { name: row.model, ...modelPriceResource(row) };
}

function ownPrice(row: ModelPrice): OwnPrice {
  return {
    id: row.id,
    version: row.version,
    apiId: row.apiId,
    model: row.model,
    usdRate: decimalText(row.usdRate),
    fromMs: new Date(row.effectiveFrom).getTime(),
    untilMs: row.effectiveUntil === null ? null : new Date(row.effectiveUntil).getTime(),
    tiers: tiersOf(row),
  };
}

/** What is in the column was parsed before it was written. */
function tiersOf({ tiers }: Pick<ModelPrice, "tiers">): PriceTierResource[] {
  return priceTierSchema.array().parse(tiers);
}

/** Never in powers of ten. */
function decimalText(decimal: ModelPrice["usdRate"]): string {
  return typeof decimal === "string" ? decimal : decimal.toFixed();
}
