import { randomUUID } from "node:crypto";
import { zstdCompressSync } from "node:zlib";
import { hashToken } from "@sluice/management/access/hash-token";
import { createApi } from "@sluice/management/apis/create-api";
import { CHAT_FINGERPRINT } from "@sluice/management/applications/testing/certificates";
import { deployApi } from "@sluice/management/deployments/deploy-api";
import { definitionAt, granted, type TestManagement } from "@sluice/management/testing/test-context";
import { API_MEMBERS, APPLICATION_MEMBERS, createPerson } from "./callers.ts";

/** One of everything that a call can name. */
export interface World {
  /** In the names of all that is found by name. */
  readonly name: string;
  readonly path: string;
  readonly apiId: string;
  /** Published, and nobody's yet. */
  readonly freePlanId: string;
  readonly stagedPlanId: string;
  readonly applicationId: string;
  /** Without subscriptions. */
  readonly idleApplicationId: string;
  readonly certificateId: string;
  readonly pendingId: string;
  readonly acceptedId: string;
  readonly pausedId: string;
  readonly apiKeyId: string;
  /** The publisher's. */
  readonly draftId: string;
  /** A person who calls nothing, and is a viewer on the API and the applications. */
  readonly personId: string;
  /** The publisher's, and not shared. */
  readonly viewId: string;
  readonly reconciliationId: string;
  readonly tokenId: string;
  readonly invitationId: string;
  /** Of a call of the application's to the API. */
  readonly requestId: string;
  readonly oidcProviderId: string;
  readonly modelPriceId: string;
  readonly repricingId: string;
  /** Of the API. */
  readonly budgetId: string;
  /** A person who calls nothing and is nothing here. */
  readonly bystanderId: string;
}

const STATUSES = ["PENDING", "ACCEPTED", "PAUSED"] as const;

const CALL = {
  timestamp: new Date("2026-11-01T00:00:00Z"),
  gatewayId: "gateway",
  method: "POST",
  path: "/chat/completions",
  status: 200,
  streamed: false,
  attempts: 1,
  provenance: "none",
  gatewayMs: 1,
  totalMs: 1,
};

let made = 0;

/** A world of its own for each call that changes one: a few rows, without asking the verbs that are under test. */
export async function createWorld({ context: { db, ...rest } }: TestManagement): Promise<World> {
  const context = { ...rest, db };
  // Found by its name alone, and by no part of another one's.
  const name = `world-${String(++made).padStart(4, "0")}`;
  const path = `/${name}`;
  const [personId, bystanderId] = [`member-of-${name}`, `bystander-of-${name}`];
  for (const id of [personId, bystanderId]) await createPerson(db, { id, role: "consumer" });
  const { id: apiId } = granted(await createApi(context, { ...definitionAt(path), name }));
  granted(await deployApi(context, apiId, {}));
  await db.api.update({ where: { id: apiId }, data: { state: "STOPPED" } });
  await db.apiMember.createMany({ data: [...API_MEMBERS, { userId: personId, role: "VIEWER" }].map((member) => ({ apiId, ...member })) });
  const plan = { apiId, securityType: "API_KEY" as const, status: "PUBLISHED" as const };
  const plans = await db.plan.createManyAndReturn({
    data: [
      { ...plan, name: "Free", position: 1 },
      { ...plan, name: "Staged", position: 2, status: "STAGING" },
      ...STATUSES.map((status, index) => ({ ...plan, name: `Taken, ${status}`, position: 3 + index })),
    ],
  });
  const [freePlanId = "", stagedPlanId = "", ...taken] = plans.map(({ id }) => id);
  const [applicationId = "", idleApplicationId = ""] = await createApplications(context.db, name, personId);
  await db.applicationCertificate.deleteMany({ where: { fingerprint: CHAT_FINGERPRINT } });
  const certificate = await db.applicationCertificate.create({
    data: { applicationId, fingerprint: name, subject: "CN=chat", notAfter: new Date("2100-01-01T00:00:00Z") },
  });
  const subscription = { apiId, applicationId, createdBy: name };
  const subscriptions = await db.subscription.createManyAndReturn({
    data: STATUSES.map((status, index) => ({ ...subscription, status, planId: taken[index] ?? "" })),
  });
  const [pendingId = "", acceptedId = "", pausedId = ""] = subscriptions.map(({ id }) => id);
  const apiKey = await db.apiKey.create({ data: { subscriptionId: acceptedId, hash: name, hint: "abcd" } });
  const draft = await db.draft.create({ data: { ownerId: "publisher", step: "details", definition: {} } });
  const view = await db.savedView.create({ data: { ownerId: "publisher", name, page: "logs", filters: {} } });
  const days = { fromDay: new Date("2026-11-01"), toDay: new Date("2026-11-02") };
  const bill = await db.reconciliation.create({
    data: { format: "OpenAI usage", fileName: name, skippedRows: 0, createdBy: name, ...days },
  });
  const token = await db.apiToken.create({ data: { name, userId: personId, hash: hashToken(name) } });
  const invitation = await db.invitation.create({
    data: { email: `${name}@example.org`, role: "viewer", hash: name, invitedBy: "Ada", expiresAt: new Date("2100-01-01T00:00:00Z") },
  });
  const requestId = `req-${name}`;
  await db.usageRecord.create({ data: { ...CALL, requestId, apiId, applicationId } });
  const expiresAt = new Date(Date.now() + 86_400_000);
  await db.requestContent.create({
    data: { requestId, apiId, timestamp: new Date(), expiresAt, content: zstdCompressSync('{"legs":[]}') },
  });
  const issuer = { issuer: "https://accounts.example.org", clientId: "sluice", clientSecret: context.secretBox.seal("a-secret") };
  await db.oidcProvider.create({ data: { id: name, name, ...issuer } });
  const price = { model: `${name} priced`, tiers: [{ inputPrice: "1" }], effectiveFrom: new Date(0), createdBy: name };
  const { id: modelPriceId } = await db.modelPrice.create({ data: { ...price, id: randomUUID(), version: 1 } });
  const { repricingId, budgetId } = await createCosts(db, { name, apiId });
  return {
    requestId,
    modelPriceId,
    repricingId,
    budgetId,
    ...{ name, path, apiId, freePlanId, stagedPlanId, applicationId, idleApplicationId, pendingId, acceptedId, pausedId },
    ...{
      personId,
      bystanderId,
      certificateId: certificate.id,
      apiKeyId: apiKey.id,
      draftId: draft.id,
      viewId: view.id,
      reconciliationId: bill.id,
      tokenId: token.id,
    },
    invitationId: invitation.id,
    oidcProviderId: name,
  };
}

async function createCosts(
  db: TestManagement["context"]["db"],
  { name, apiId }: { readonly name: string; readonly apiId: string },
): Promise<Pick<World, "repricingId" | "budgetId">> {
  const range = { from: CALL.timestamp, to: CALL.timestamp, finishedAt: CALL.timestamp };
  const repricing = await db.repricing.create({ data: { dryRun: true, ...range, createdBy: name, createdById: name } });
  const spend = { amountUsd: "100", period: "MONTH", timeZone: "UTC", thresholds: [100], emails: [] };
  const budget = await db.budget.create({ data: { name, apiId, ...spend, createdBy: name } });
  const mail = { host: "smtp.example.org", port: 587, secure: false, sender: "sluice@example.org", updatedBy: name };
  await db.mailSettings.upsert({ where: { id: 1 }, create: mail, update: mail });
  return { repricingId: repricing.id, budgetId: budget.id };
}

async function createApplications(db: TestManagement["context"]["db"], name: string, personId: string): Promise<string[]> {
  const rows = await db.application.createManyAndReturn({ data: [name, `${name} idle`].map((one) => ({ name: one, createdBy: name })) });
  const members = [...APPLICATION_MEMBERS, { userId: personId, role: "VIEWER" }];
  await db.applicationMember.createMany({
    data: rows.flatMap(({ id }) => members.map((member) => ({ applicationId: id, ...member }))),
  });
  return rows.map(({ id }) => id);
}
