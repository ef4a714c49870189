import { afterAll, beforeAll, expect, test } from "vitest";
import { granted, refused } from "../testing/test-context.ts";
import { acceptSubscription } from "./accept-subscription.ts";
import { MOST_LIVE_KEYS } from "./api-key.ts";
import { createApiKey } from "./create-api-key.ts";
import { pauseSubscription } from "./decide-subscription.ts";
import { getSubscription } from "./get-subscription.ts";
import { renewApiKey } from "./renew-api-key.ts";
import { revokeApiKey } from "./revoke-api-key.ts";
import { type Subscribers, startSubscribers } from "./testing/subscribers.ts";
import { updateApiKey } from "./update-api-key.ts";

const CUSTOM = "canary-of-our-own_4f1d9c7be2";
const HOUR_MS = 3_600_000;

let subscribers: Subscribers;
beforeAll(async () => {
  subscribers = await startSubscribers();
});
afterAll(() => subscribers.close());

function inHours(hours: number): string {
  return new Date(Date.now() + hours * HOUR_MS).toISOString();
}

test("a subscription has several keys, each with a name and an end of its own", async () => {
  const { id, apiKeys } = await subscribers.subscribe();
  const expiresAt = inHours(1);
  const second = granted(await createApiKey(subscribers.context, id, { name: "  staging ", expiresAt }));
  expect(second).toMatchObject({ name: "staging", expiresAt, revokedAt: null });
  expect(second.key).toMatch(/^slc_/);
  const { apiKeys: both } = granted(await getSubscription(subscribers.context, id));
  expect(new Set(both.map((key) => key.id))).toEqual(new Set([second.id, apiKeys[0]?.id]));
  expect(both.every(({ key, revokedAt }) => key.startsWith("••••") && revokedAt === null)).toBe(true);
});

test("a key of one's own works by its hash, and stands neither in the database nor in the audit nor in a later answer", async () => {
  const { id } = await subscribers.subscribe();
  const key = granted(await createApiKey(subscribers.context, id, { customApiKey: CUSTOM }));
  expect(key.key).toBe(CUSTOM);
  granted(await updateApiKey(subscribers.context, key.id, { name: "ours" }));
  granted(await revokeApiKey(subscribers.context, key.id));
  const shown = JSON.stringify(granted(await getSubscription(subscribers.context, id)));
  const rows = JSON.stringify(await subscribers.context.db.apiKey.findMany());
  const audit = (await subscribers.auditOf(id)).text + (await subscribers.auditOf(key.id)).text;
  for (const text of [shown, rows, audit]) expect(text).not.toContain(CUSTOM);
});

test("a taken key is refused, whoever has it and even when it is revoked, without a word on whose it is", async () => {
  const theirs = await subscribers.subscribe();
  const { id } = granted(await createApiKey(subscribers.context, theirs.id, { customApiKey: "taken-by-another" }));
  const ours = await subscribers.subscribe();
  const attempt = () => createApiKey(subscribers.context, ours.id, { customApiKey: "taken-by-another" });
  const refusal = refused(await attempt());
  expect(refusal.body()).toEqual({
    code: "invalid_request",
    message: "customApiKey: This key cannot be used. Choose another.",
    fields: { customApiKey: "This key cannot be used. Choose another." },
  });
  granted(await revokeApiKey(subscribers.context, id));
  expect(refused(await attempt()).body()).toEqual(refusal.body());
});

test("of many that choose one key at one moment, one has it", async () => {
  const choose = async () => createApiKey(subscribers.context, (await subscribers.subscribe()).id, { customApiKey: "wanted-by-all" });
  const results = await Promise.all([choose(), choose(), choose(), choose()]);
  expect(results.filter((result) => "key" in result)).toHaveLength(1);
});

test.each(["seven77", "with space", "semi;colon", "slash/ed", "hash#ed", "pérsonal-key", "x".repeat(129)])(
  "%s is no key of one's own",
  async (customApiKey) => {
    const { id } = await subscribers.subscribe();
    expect(refused(await createApiKey(subscribers.context, id, { customApiKey })).extra.fields).toHaveProperty("customApiKey");
  },
);

test("an overlap of nothing revokes the former keys with the renewal; an unknown one is refused", async () => {
  const { id, apiKeys } = await subscribers.subscribe();
  const renewed = granted(await renewApiKey(subscribers.context, id, { overlapSeconds: 0, customApiKey: "renewed-by-hand" }));
  const keys = granted(await getSubscription(subscribers.context, id)).apiKeys;
  expect(keys.find((key) => key.id === apiKeys[0]?.id)?.revokedAt).not.toBeNull();
  expect(keys.find((key) => key.id === renewed.id)).toMatchObject({ revokedAt: null, expiresAt: null });
  for (const overlapSeconds of [-1, 0.5, 10_000_000]) {
    expect(refused(await renewApiKey(subscribers.context, id, { overlapSeconds })).extra.fields).toHaveProperty("overlapSeconds");
  }
});

test("a subscription has so many working keys and no more; revoking one makes room", async () => {
  const { id, apiKeys } = await subscribers.subscribe();
  for (let made = 1; made < MOST_LIVE_KEYS; made++) granted(await createApiKey(subscribers.context, id, {}));
  expect(refused(await createApiKey(subscribers.context, id, {})).message).toContain(`has ${MOST_LIVE_KEYS} keys that work`);
  expect(refused(await renewApiKey(subscribers.context, id, {})).code).toBe("conflict");
  granted(await revokeApiKey(subscribers.context, apiKeys[0]?.id ?? ""));
  granted(await createApiKey(subscribers.context, id, {}));
});

test("a key's end is moved or lifted while it works, and never once it has ended", async () => {
  const { apiKeys } = await subscribers.subscribe();
  const id = apiKeys[0]?.id ?? "";
  const expiresAt = inHours(2);
  expect(granted(await updateApiKey(subscribers.context, id, { expiresAt }))).toMatchObject({ name: "", expiresAt });
  expect(granted(await updateApiKey(subscribers.context, id, { name: "main" }))).toMatchObject({ name: "main", expiresAt });
  expect(refused(await updateApiKey(subscribers.context, id, { expiresAt: inHours(-1) })).extra.fields).toHaveProperty("expiresAt");
  const later = { ...subscribers.context, now: () => new Date(Date.now() + 3 * HOUR_MS) };
  expect(refused(await updateApiKey(later, id, { expiresAt: null })).message).toBe("This key has expired. Make another.");
  granted(await updateApiKey(subscribers.context, id, { expiresAt: null }));
  granted(await revokeApiKey(subscribers.context, id));
  expect(refused(await updateApiKey(subscribers.context, id, { name: "again" })).message).toBe("This key has been revoked. Make another.");
});

test("a subscription that waits has no keys to make, and a paused one may prepare its next", async () => {
  const waiting = await subscribers.subscribe(await subscribers.newPlan({ validation: "MANUAL" }));
  for (const verb of [createApiKey, renewApiKey]) {
    expect(refused(await verb(subscribers.context, waiting.id, {})).message).toContain("is pending");
  }
  granted(await acceptSubscription(subscribers.context, waiting.id, { customApiKey: "chosen-by-publisher" }));
  granted(await pauseSubscription(subscribers.context, waiting.id, {}));
  granted(await createApiKey(subscribers.context, waiting.id, {}));
});

test("the audit says who made, renewed, changed and revoked which key", async () => {
  const { id, apiKeys } = await subscribers.subscribe();
  const [first] = apiKeys;
  const second = granted(await createApiKey(subscribers.context, id, { name: "second" }));
  const third = granted(await renewApiKey(subscribers.context, id, { overlapSeconds: 60 }));
  granted(await revokeApiKey(subscribers.context, third.id));
  const story = await subscribers.auditOf(id);
  expect(story.actions).toEqual(["subscription.create", "subscription.add-key", "subscription.renew-key"]);
  expect((await subscribers.auditOf(third.id)).actions).toEqual(["api-key.revoke"]);
  const renewal = await subscribers.context.db.auditEntry.findFirst({ where: { entityId: id, action: "subscription.renew-key" } });
  expect(renewal).toMatchObject({
    actorName: "Ada",
    before: { apiKeyIds: [first?.id, second.id] },
    after: { apiKeyId: third.id, custom: false, overlapSeconds: 60 },
  });
  for (const { key } of [...apiKeys, second, third]) expect(story.text).not.toContain(key.slice(0, 12));
});
