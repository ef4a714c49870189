import type { ApiResource } from "@sluice/definition/resources";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { createApplication } from "../applications/create-application.ts";
import { deleteApplication } from "../applications/delete-application.ts";
import { ManagementError } from "../management-error.ts";
import { closePlan, deprecatePlan, publishPlan } from "../plans/change-plan-status.ts";
import { createPlan } from "../plans/create-plan.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { hashKey } from "./api-key.ts";
import { createSubscription } from "./create-subscription.ts";
import { acceptSubscription, closeSubscription, pauseSubscription, rejectSubscription, resumeSubscription } from "./decide-subscription.ts";
import { getSubscription } from "./get-subscription.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { renewApiKey } from "./renew-api-key.ts";
import { revokeApiKey } from "./revoke-api-key.ts";

let management: TestManagement;
let api: ApiResource;
beforeAll(async () => {
  management = await startManagement();
  api = granted(await createApi(management.context, definitionAt("/subscribed")));
});
afterAll(() => management.close());

async function newApplication(): Promise<string> {
  return granted(await createApplication(management.context, { name: "Chat" })).id;
}

async function newPlan(options: Record<string, unknown> = {}): Promise<string> {
  const plan = { name: `Plan ${Math.random()}`, security: { type: "API_KEY" }, validation: "AUTO", status: "PUBLISHED", ...options };
  return granted(await createPlan(management.context, api.id, plan)).id;
}

async function subscribe(planId: string) {
  return granted(await createSubscription(management.context, await newApplication(), { planId }));
}

test("an AUTO plan accepts at once; the key is shown in full once and kept as a hash", async () => {
  const subscription = await subscribe(await newPlan());
  expect(subscription).toMatchObject({ status: "ACCEPTED", apiName: api.name, applicationName: "Chat" });
  const [key] = subscription.apiKeys;
  expect(key?.key).toMatch(/^slc_[0-9A-Za-z]{32}$/);
  const row = await management.context.db.apiKey.findUniqueOrThrow({ where: { id: key?.id ?? "" } });
  expect(row.hash).toBe(hashKey(key?.key ?? ""));
  const again = granted(await getSubscription(management.context, subscription.id));
  expect(again.apiKeys[0]?.key).toBe(`••••${key?.key.slice(-4)}`);
});

test("a MANUAL plan waits; accepting gives the key, and is done once", async () => {
  const { id, status, apiKeys } = await subscribe(await newPlan({ validation: "MANUAL" }));
  expect([status, apiKeys]).toEqual(["PENDING", []]);
  const accepted = granted(await acceptSubscription(management.context, id, { reason: "welcome" }));
  expect(accepted).toMatchObject({ status: "ACCEPTED", reason: "welcome" });
  expect(accepted.apiKeys[0]?.key).toMatch(/^slc_/);
  expect(refused(await acceptSubscription(management.context, id, undefined)).status).toBe(409);
});

test("a rejected subscription has no key and no way on, and a new one is possible", async () => {
  const application = await newApplication();
  const planId = await newPlan({ validation: "MANUAL" });
  const { id } = granted(await createSubscription(management.context, application, { planId }));
  expect(granted(await rejectSubscription(management.context, id, {}))).toMatchObject({ status: "REJECTED", apiKeys: [] });
  for (const verb of [acceptSubscription, pauseSubscription, resumeSubscription, closeSubscription]) {
    expect(refused(await verb(management.context, id, {})).code).toBe("conflict");
  }
  granted(await createSubscription(management.context, application, { planId }));
});

test("pausing and resuming keep the key; closing revokes it for good", async () => {
  const { id } = await subscribe(await newPlan());
  expect(granted(await pauseSubscription(management.context, id, {})).status).toBe("PAUSED");
  expect(granted(await resumeSubscription(management.context, id, {})).apiKeys[0]?.revokedAt).toBeNull();
  const closed = granted(await closeSubscription(management.context, id, {}));
  expect(closed.status).toBe("CLOSED");
  expect(closed.apiKeys[0]?.revokedAt).not.toBeNull();
  expect(refused(await renewApiKey(management.context, id)).code).toBe("conflict");
});

test("of concurrent subscriptions to one plan, one is made", async () => {
  const application = await newApplication();
  const planId = await newPlan();
  const results = await Promise.all(Array.from({ length: 8 }, () => createSubscription(management.context, application, { planId })));
  expect(results.filter((result) => !(result instanceof ManagementError))).toHaveLength(1);
  expect(results.filter((result) => result instanceof ManagementError && result.status === 409)).toHaveLength(7);
});

test.each([
  ["a keyless plan", { security: { type: "KEY_LESS" } }],
  ["a plan in staging", { status: "STAGING" }],
  ["a deprecated plan", { status: "DEPRECATED" }],
])("%s takes no subscription, and the field says why", async (_name, options) => {
  const refusal = refused(await createSubscription(management.context, await newApplication(), { planId: await newPlan(options) }));
  expect(refusal.code).toBe("invalid_request");
  expect(refusal.extra.fields).toHaveProperty("planId");
});

test("renewing lets the former key live for two hours, and a key that ends sooner ends sooner", async () => {
  const { id, apiKeys } = await subscribe(await newPlan());
  const before = Date.now();
  const second = granted(await renewApiKey(management.context, id));
  const third = granted(await renewApiKey({ ...management.context, now: () => new Date(before + 3_600_000) }, id));
  const rows = new Map(
    (await management.context.db.apiKey.findMany({ where: { subscriptionId: id } })).map((row) => [row.id, row.expiresAt]),
  );
  const first = rows.get(apiKeys[0]?.id ?? "")?.getTime() ?? 0;
  expect(first - before).toBeGreaterThanOrEqual(7_200_000);
  expect(first - before).toBeLessThan(7_210_000);
  expect(rows.get(second.id)?.getTime()).toBe(before + 3 * 3_600_000);
  expect(rows.get(third.id)).toBeNull();
});

test("a revoked key stays revoked", async () => {
  const { apiKeys } = await subscribe(await newPlan());
  const first = granted(await revokeApiKey(management.context, apiKeys[0]?.id ?? ""));
  expect(first.revokedAt).not.toBeNull();
  expect(granted(await revokeApiKey(management.context, first.id)).revokedAt).toBe(first.revokedAt);
});

test("closing a plan closes its subscriptions and revokes their keys with it", async () => {
  const planId = await newPlan();
  const [one, two] = [await subscribe(planId), await subscribe(planId)];
  granted(await deprecatePlan(management.context, { apiId: api.id, planId }));
  granted(await closePlan(management.context, { apiId: api.id, planId }));
  for (const { id } of [one, two]) {
    const closed = granted(await getSubscription(management.context, id));
    expect(closed.status).toBe("CLOSED");
    expect(closed.apiKeys.every((key) => key.revokedAt !== null)).toBe(true);
  }
  expect(refused(await publishPlan(management.context, { apiId: api.id, planId })).message).toContain("closed and cannot become published");
  expect(granted(await listSubscriptions(management.context, { planId, status: "CLOSED" })).pagination.totalCount).toBe(2);
});

test("an application with open subscriptions is not deleted", async () => {
  const { id, applicationId } = await subscribe(await newPlan());
  expect(refused(await deleteApplication(management.context, applicationId)).message).toBe(
    "Chat has 1 open subscription. Close them first.",
  );
  granted(await closeSubscription(management.context, id, {}));
  expect(await deleteApplication(management.context, applicationId)).toBeUndefined();
});
