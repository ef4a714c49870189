-- AlterTable
ALTER TABLE "UsageRecord" ADD COLUMN     "detail" JSONB;
