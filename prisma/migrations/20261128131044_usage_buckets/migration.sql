-- AlterTable
ALTER TABLE "UsageRecord" ADD COLUMN     "audioInputTokens" INTEGER,
ADD COLUMN     "audioOutputTokens" INTEGER,
ADD COLUMN     "cacheWriteHourTokens" INTEGER,
ADD COLUMN     "estimateError" INTEGER,
ADD COLUMN     "reasoningBesideTokens" INTEGER;
