import { CHANNEL } from "@sluice/db/channel";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSubscription } from "../subscriptions/create-subscription.ts";
import { closeSubscription } from "../subscriptions/decide-subscription.ts";
import { type Subscribers, startSubscribers } from "../subscriptions/testing/subscribers.ts";
import { granted, refused } from "../testing/test-context.ts";
import { addCertificate } from "./add-certificate.ts";
import { createApplication } from "./create-application.ts";
import { deleteCertificate } from "./delete-certificate.ts";
import { getApplication } from "./get-application.ts";
import { BATCH_CERTIFICATE, CHAT_CERTIFICATE, CHAT_FINGERPRINT } from "./testing/certificates.ts";
import { updateApplication } from "./update-application.ts";

let subscribers: Subscribers;
let listener: pg.Client;
const heard: string[] = [];
beforeAll(async () => {
  subscribers = await startSubscribers();
  listener = new pg.Client({ connectionString: subscribers.databaseUrl });
  await listener.connect();
  listener.on("notification", ({ payload }) => heard.push(payload ?? ""));
  await listener.query(`LISTEN ${CHANNEL}`);
});
afterAll(async () => {
  await listener.end();
  await subscribers.close();
});

/** What the gateways were told while `work` ran. */
async function toldDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  // A connection hears in order: after an answer of its own it has heard all that was said before.
  await listener.query("SELECT 1");
  heard.length = 0;
  await work();
  await listener.query("SELECT 1");
  return [...heard];
}

async function tokenSubscription(clientId: string) {
  const jwt = { type: "JWT", configuration: { resolverParameter: "https://issuer.example.org/jwks" } };
  const planId = await subscribers.newPlan({ security: jwt });
  const applicationId = await subscribers.newApplication({ clientId });
  return granted(await createSubscription(subscribers.context, applicationId, { planId }));
}

test("a new client id reaches the gateways for each living subscription; a new name does not concern them", async () => {
  const living = await tokenSubscription("client-before");
  const other = await subscribers.newPlan();
  const closed = granted(await createSubscription(subscribers.context, living.applicationId, { planId: other }));
  granted(await closeSubscription(subscribers.context, closed.id, {}));
  const update = (body: object) => updateApplication(subscribers.context, living.applicationId, body);
  expect(await toldDuring(() => update({ name: "Chat", description: "renamed" }))).toEqual([]);
  const before = await subscribers.context.db.subscription.findUniqueOrThrow({ where: { id: living.id } });
  expect(await toldDuring(() => update({ name: "Chat", clientId: "client-after" }))).toEqual([`subscription:${living.id}`]);
  const after = await subscribers.context.db.subscription.findUniqueOrThrow({ where: { id: living.id } });
  expect(after.updatedAt.getTime()).toBeGreaterThan(before.updatedAt.getTime());
});

test("a client id is one application's, and stays while a subscription is known by it", async () => {
  const { applicationId, id } = await tokenSubscription("only-mine");
  const taken = await updateApplication(subscribers.context, await subscribers.newApplication(), { name: "Other", clientId: "only-mine" });
  expect(refused(taken).extra.fields).toEqual({ clientId: "Another application has this client id." });
  const without = () => updateApplication(subscribers.context, applicationId, { name: "Chat", clientId: null });
  expect(refused(await without()).extra.fields).toHaveProperty("clientId");
  granted(await closeSubscription(subscribers.context, id, {}));
  expect(granted(await without()).clientId).toBeNull();
});

test("of many that want one client id at one moment, one has it and the others are told", async () => {
  const want = () => createApplication(subscribers.context, { name: "Racer", clientId: "raced-for" });
  const results = await Promise.all([want(), want(), want(), want()]);
  expect(results.filter((result) => "id" in result)).toHaveLength(1);
});

test("certificates are replaced without a gap, and each change reaches the gateways", async () => {
  const applicationId = await subscribers.newApplication();
  const add = (certificate: string) => addCertificate(subscribers.context, applicationId, { certificate });
  const first = granted(await add(CHAT_CERTIFICATE));
  expect(first).toMatchObject({ fingerprint: CHAT_FINGERPRINT, subject: "CN=chat.example.org, O=Example" });
  const planId = await subscribers.newPlan({ security: { type: "MTLS" } });
  const { id, apiKeys } = granted(await createSubscription(subscribers.context, applicationId, { planId }));
  expect(apiKeys).toEqual([]);
  expect(await toldDuring(() => add(BATCH_CERTIFICATE))).toEqual([`subscription:${id}`]);
  const place = { applicationId, certificateId: first.id };
  expect(await toldDuring(() => deleteCertificate(subscribers.context, place))).toEqual([`subscription:${id}`]);
  expect(granted(await getApplication(subscribers.context, applicationId)).certificates).toHaveLength(1);
  expect(refused(await deleteCertificate(subscribers.context, place)).code).toBe("not_found");
  expect((await subscribers.auditOf(applicationId)).actions).toEqual([
    "application.create",
    "application.add-certificate",
    "application.add-certificate",
    "application.delete-certificate",
  ]);
});

test("a certificate is one application's: another is refused without a word on whose it is", async () => {
  const [owner, other] = [await subscribers.newApplication({ name: "Owner of it" }), await subscribers.newApplication()];
  await subscribers.context.db.applicationCertificate.deleteMany();
  granted(await addCertificate(subscribers.context, owner, { certificate: CHAT_CERTIFICATE }));
  const refusal = refused(await addCertificate(subscribers.context, other, { certificate: CHAT_CERTIFICATE }));
  expect(refusal.extra.fields).toHaveProperty("certificate");
  expect(JSON.stringify(refusal.body())).not.toContain("Owner of it");
  expect(refused(await addCertificate(subscribers.context, owner, { certificate: CHAT_CERTIFICATE })).code).toBe("conflict");
  const expired = { ...subscribers.context, now: () => new Date("2200-01-01T00:00:00Z") };
  expect(refused(await addCertificate(expired, other, { certificate: BATCH_CERTIFICATE })).message).toContain("expired");
  const theirs = granted(await getApplication(subscribers.context, owner)).certificates[0]?.id ?? "";
  const elsewhere = await deleteCertificate(subscribers.context, { applicationId: other, certificateId: theirs });
  expect(refused(elsewhere).code).toBe("not_found");
});
