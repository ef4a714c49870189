-- CreateTable
CREATE TABLE "RequestContent" (
    "requestId" TEXT NOT NULL,
    "apiId" UUID NOT NULL,
    "timestamp" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "RequestContent_pkey" PRIMARY KEY ("requestId")
);

-- CreateIndex
CREATE INDEX "RequestContent_expiresAt_idx" ON "RequestContent"("expiresAt");

-- CreateIndex
CREATE INDEX "RequestContent_apiId_idx" ON "RequestContent"("apiId");

-- By hand
-- What is compressed already is not compressed again.
ALTER TABLE "RequestContent" ALTER COLUMN "content" SET STORAGE EXTERNAL;
