-- CreateTable
CREATE TABLE "SubscriptionLimit" (
    "subscriptionId" UUID NOT NULL,
    "limitId" TEXT NOT NULL,
    "policy" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "of" TEXT NOT NULL,
    "keyed" BOOLEAN NOT NULL,
    "windowSeconds" DOUBLE PRECISION NOT NULL,
    "rolling" BOOLEAN NOT NULL,
    "limit" DECIMAL(28,9) NOT NULL,
    "remaining" DECIMAL(28,9) NOT NULL,
    "resetsAt" TIMESTAMPTZ(3) NOT NULL,
    "countedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SubscriptionLimit_pkey" PRIMARY KEY ("subscriptionId","limitId")
);

-- AddForeignKey
ALTER TABLE "SubscriptionLimit" ADD CONSTRAINT "SubscriptionLimit_subscriptionId_fkey" FOREIGN KEY ("subscriptionId") REFERENCES "Subscription"("id") ON DELETE CASCADE ON UPDATE CASCADE;
