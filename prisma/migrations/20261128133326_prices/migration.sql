-- AlterTable
ALTER TABLE "UsageRecord" ADD COLUMN     "priceVersion" TEXT;

-- CreateTable
CREATE TABLE "ModelPrice" (
    "id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "apiId" UUID,
    "model" TEXT NOT NULL,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "usdRate" DECIMAL(18,8) NOT NULL DEFAULT 1,
    "effectiveFrom" TIMESTAMPTZ(3) NOT NULL,
    "effectiveUntil" TIMESTAMPTZ(3),
    "tiers" JSONB NOT NULL,
    "note" TEXT NOT NULL DEFAULT '',
    "removed" BOOLEAN NOT NULL DEFAULT false,
    "createdBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ModelPrice_pkey" PRIMARY KEY ("id","version")
);

-- By hand
-- What was used without a price is looked for by every page that warns of it.
CREATE INDEX "UsageRecord_unpriced_idx" ON "UsageRecord" ("timestamp", "requestId") WHERE "costUsd" IS NULL AND provenance <> 'none';
