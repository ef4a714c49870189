import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteApplication } from "../applications/delete-application.ts";
import { ManagementError } from "../management-error.ts";
import { closePlan, deprecatePlan, publishPlan } from "../plans/change-plan-status.ts";
import { granted, refused } from "../testing/test-context.ts";
import { acceptSubscription } from "./accept-subscription.ts";
import { hashKey } from "./api-key.ts";
import { createSubscription } from "./create-subscription.ts";
import { closeSubscription, pauseSubscription, rejectSubscription, resumeSubscription } from "./decide-subscription.ts";
import { getSubscription } from "./get-subscription.ts";
import { listSubscriptions } from "./list-subscriptions.ts";
import { renewApiKey } from "./renew-api-key.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { type Subscribers, startSubscribers } from "./testing/subscribers.ts";
import { updateSubscription } from "./update-subscription.ts";

let management: Subscribers;
beforeAll(async () => {
  management = await startSubscribers();
});
afterAll(() => management.close());

test("an AUTO plan accepts at once; the key is shown in full once and kept as a hash", async () => {
  const subscription = await management.subscribe(await management.newPlan());
  expect(subscription).toMatchObject({ status: "ACCEPTED", apiName: "API at /subscribed", applicationName: "Chat" });
  const [key] = subscription.apiKeys;
  expect(key?.key).toMatch(/^slc_[0-9A-Za-z]{32}$/);
  const row = await management.context.db.apiKey.findUniqueOrThrow({ where: { id: key?.id ?? "" } });
  expect(row.hash).toBe(hashKey(key?.key ?? ""));
  const again = granted(await getSubscription(management.context, subscription.id));
  expect(again.apiKeys[0]?.key).toBe(`••••${key?.key.slice(-4)}`);
});

test("a MANUAL plan waits; accepting gives the key, and is done once", async () => {
  const { id, status, apiKeys } = await management.subscribe(await management.newPlan({ validation: "MANUAL" }));
  expect([status, apiKeys]).toEqual(["PENDING", []]);
  const accepted = granted(await acceptSubscription(management.context, id, { reason: "welcome" }));
  expect(accepted).toMatchObject({ status: "ACCEPTED", reason: "welcome" });
  expect(accepted.apiKeys[0]?.key).toMatch(/^slc_/);
  expect(refused(await acceptSubscription(management.context, id, undefined)).status).toBe(409);
});

test("a rejected subscription has no key and no way on, and a new one is possible", async () => {
  const application = await management.newApplication();
  const planId = await management.newPlan({ validation: "MANUAL" });
  const { id } = granted(await createSubscription(management.context, application, { planId }));
  expect(granted(await rejectSubscription(management.context, id, {}))).toMatchObject({ status: "REJECTED", apiKeys: [] });
  for (const verb of [acceptSubscription, pauseSubscription, resumeSubscription, closeSubscription]) {
    expect(refused(await verb(management.context, id, {})).code).toBe("conflict");
  }
  granted(await createSubscription(management.context, application, { planId }));
});

test("pausing and resuming keep the key; closing revokes it for good", async () => {
  const { id } = await management.subscribe(await management.newPlan());
  expect(granted(await pauseSubscription(management.context, id, {})).status).toBe("PAUSED");
  expect(granted(await resumeSubscription(management.context, id, {})).apiKeys[0]?.revokedAt).toBeNull();
  const closed = granted(await closeSubscription(management.context, id, {}));
  expect(closed.status).toBe("CLOSED");
  expect(closed.apiKeys[0]?.revokedAt).not.toBeNull();
  expect(refused(await renewApiKey(management.context, id, undefined)).code).toBe("conflict");
});

test("of concurrent subscriptions to one plan, one is made", async () => {
  const application = await management.newApplication();
  const planId = await management.newPlan();
  const results = await Promise.all(Array.from({ length: 8 }, () => createSubscription(management.context, application, { planId })));
  expect(results.filter((result) => !(result instanceof ManagementError))).toHaveLength(1);
  expect(results.filter((result) => result instanceof ManagementError && result.status === 409)).toHaveLength(7);
});

test.each([
  ["a keyless plan", { security: { type: "KEY_LESS" } }],
  ["a plan in staging", { status: "STAGING" }],
  ["a deprecated plan", { status: "DEPRECATED" }],
])("%s takes no subscription, and the field says why", async (_name, options) => {
  const refusal = refused(
    await createSubscription(management.context, await management.newApplication(), { planId: await management.newPlan(options) }),
  );
  expect(refusal.code).toBe("invalid_request");
  expect(refusal.extra.fields).toHaveProperty("planId");
});

test("renewing lets the former key live for two hours, and a key that ends sooner ends sooner", async () => {
  const { id, apiKeys } = await management.subscribe(await management.newPlan());
  const before = Date.now();
  const second = granted(await renewApiKey(management.context, id, undefined));
  const third = granted(await renewApiKey({ ...management.context, now: () => new Date(before + 3_600_000) }, id, undefined));
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
  const { apiKeys } = await management.subscribe(await management.newPlan());
  const first = granted(await revokeApiKey(management.context, apiKeys[0]?.id ?? ""));
  expect(first.revokedAt).not.toBeNull();
  expect(granted(await revokeApiKey(management.context, first.id)).revokedAt).toBe(first.revokedAt);
});

test("closing a plan closes its subscriptions and revokes their keys with it", async () => {
  const planId = await management.newPlan();
  const [one, two] = [await management.subscribe(planId), await management.subscribe(planId)];
  granted(await deprecatePlan(management.context, { apiId: management.apiId, planId }));
  granted(await closePlan(management.context, { apiId: management.apiId, planId }));
  for (const { id } of [one, two]) {
    const closed = granted(await getSubscription(management.context, id));
    expect(closed.status).toBe("CLOSED");
    expect(closed.apiKeys.every((key) => key.revokedAt !== null)).toBe(true);
  }
  expect(refused(await publishPlan(management.context, { apiId: management.apiId, planId })).message).toContain(
    "closed and cannot become published",
  );
  expect(granted(await listSubscriptions(management.context, { planId, status: "CLOSED" })).pagination.totalCount).toBe(2);
});

test("an application with open subscriptions is not deleted", async () => {
  const { id, applicationId } = await management.subscribe(await management.newPlan());
  expect(refused(await deleteApplication(management.context, applicationId)).message).toBe(
    "Chat has 1 open subscription. Close them first.",
  );
  granted(await closeSubscription(management.context, id, {}));
  expect(await deleteApplication(management.context, applicationId)).toBeUndefined();
});

test("who asked, who answered, and when, stays with the subscription", async () => {
  const { id } = await management.subscribe(await management.newPlan({ validation: "MANUAL" }));
  const grace = management.as({ id: "user-2", name: "Grace" });
  const accepted = granted(await acceptSubscription(grace, id, { reason: "Team of Ada" }));
  expect(accepted).toMatchObject({ createdBy: "Ada", processedBy: "Grace", reason: "Team of Ada", closedAt: null });
  expect(accepted.processedAt).not.toBeNull();
  const closed = granted(await closeSubscription(management.context, id, { reason: "moved" }));
  expect(closed).toMatchObject({ processedBy: "Grace", reason: "moved", endsAt: null });
  expect(closed.closedAt).not.toBeNull();
  expect((await management.auditOf(id)).actions).toEqual(["subscription.create", "subscription.accept", "subscription.close"]);
});

test("what the applicant wrote reaches whoever decides", async () => {
  const planId = await management.newPlan({ validation: "MANUAL" });
  const asked = granted(
    await createSubscription(management.context, await management.newApplication(), { planId, request: "For the bot." }),
  );
  expect(granted(await getSubscription(management.context, asked.id)).request).toBe("For the bot.");
});

test("a subscription is accepted for a time, and its time is changed while it lives", async () => {
  const planId = await management.newPlan({ validation: "MANUAL" });
  const { id } = await management.subscribe(planId);
  const startingAt = new Date(Date.now() + 3_600_000).toISOString();
  const endingAt = new Date(Date.now() + 7_200_000).toISOString();
  expect(refused(await updateSubscription(management.context, id, { endingAt })).code).toBe("conflict");
  const backwards = await acceptSubscription(management.context, id, { startingAt: endingAt, endingAt: startingAt });
  expect(refused(backwards).extra.fields).toHaveProperty("endingAt");
  const accepted = granted(await acceptSubscription(management.context, id, { startingAt, endingAt }));
  expect(accepted).toMatchObject({ status: "ACCEPTED", startsAt: startingAt, endsAt: endingAt });
  expect(granted(await updateSubscription(management.context, id, { endingAt: null }))).toMatchObject({
    startsAt: startingAt,
    endsAt: null,
  });
  const past = await updateSubscription(management.context, id, { endingAt: "2020-01-01T00:00:00Z" });
  expect(refused(past).extra.fields).toEqual({ endingAt: "The end lies in the past. To end it now, close it." });
});

test("a plan of tokens takes applications with a client id, and gives no key", async () => {
  const jwt = { type: "JWT", configuration: { resolverParameter: "https://issuer.example.org/jwks" } };
  const planId = await management.newPlan({ name: "Tokens", security: jwt });
  const nameless = refused(await createSubscription(management.context, await management.newApplication(), { planId }));
  expect(nameless.message).toBe(
    "planId: Tokens knows its callers by the client id in their tokens, and this application has none. Set the application's clientId first.",
  );
  const known = await management.newApplication({ clientId: "chat-client" });
  const subscription = granted(await createSubscription(management.context, known, { planId }));
  expect(subscription).toMatchObject({ status: "ACCEPTED", planSecurity: "JWT", apiKeys: [] });
  expect(refused(await renewApiKey(management.context, subscription.id, {})).message).toContain("Tokens takes no keys");
});

test("accepting to a plan of tokens makes no key, not even one that was chosen", async () => {
  const oauth2 = { introspectionEndpoint: "https://issuer.example.org/introspect", clientId: "sluice", clientSecret: "s3cret-of-sluice" };
  const planId = await management.newPlan({ security: { type: "OAUTH2", configuration: oauth2 }, validation: "MANUAL" });
  const application = await management.newApplication({ clientId: "oauth-client" });
  const { id } = granted(await createSubscription(management.context, application, { planId }));
  expect(refused(await acceptSubscription(management.context, id, { customApiKey: "a-key-for-nothing" })).extra.fields).toHaveProperty(
    "customApiKey",
  );
  expect(granted(await acceptSubscription(management.context, id, {})).apiKeys).toEqual([]);
});

test("a plan of certificates asks for one first", async () => {
  const planId = await management.newPlan({ name: "Mutual", security: { type: "MTLS" } });
  const refusal = refused(await createSubscription(management.context, await management.newApplication(), { planId }));
  expect(refusal.message).toContain("Add one to the application's certificates first.");
});
