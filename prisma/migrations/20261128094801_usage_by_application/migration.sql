-- CreateIndex
CREATE INDEX "UsageRecord_applicationId_timestamp_idx" ON "UsageRecord"("applicationId", "timestamp");

-- CreateIndex
CREATE INDEX "UsageRecord_subscriptionId_timestamp_idx" ON "UsageRecord"("subscriptionId", "timestamp");
