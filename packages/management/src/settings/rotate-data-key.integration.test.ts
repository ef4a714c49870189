import { randomBytes } from "node:crypto";
import type { Encryption } from "@sluice/definition/settings";
import { createDatabase } from "@sluice/testkit/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { getApi } from "../apis/get-api.ts";
import { updateApi } from "../apis/update-api.ts";
import { connectManagement } from "../connect-management.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { createDraft } from "../drafts/create-draft.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { getEncryption } from "./get-encryption.ts";
import { rotateDataKey } from "./rotate-data-key.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const OAUTH = {
  name: "OAuth",
  security: {
    type: "OAUTH2",
    configuration: { introspectionEndpoint: "https://idp.test/i", clientId: "c", clientSecret: "a-client-secret-9911" },
  },
  status: "PUBLISHED",
};

/** Secrets under the key in force, and under all former ones together. */
function counts({ dataKeys }: Encryption): { readonly present: number; readonly former: number } {
  const sum = (keys: Encryption["dataKeys"]) => keys.reduce((total, key) => total + key.secrets, 0);
  return { present: sum(dataKeys.filter((key) => !key.retiredAt)), former: sum(dataKeys.filter((key) => key.retiredAt)) };
}

test("a new key seals everything that is stored, and nothing looks changed", async () => {
  const { context } = management;
  const { db, secretBox } = context;
  const api = granted(await createApi(context, { ...definitionAt("/rotated"), plans: [OAUTH] }));
  granted(await deployApi(context, api.id, {}));
  granted(await updateApi(context, api.id, { body: { ...definitionAt("/rotated"), description: "Pending", plans: [OAUTH] } }));
  granted(await createDraft(context, { step: "endpoints", definition: definitionAt("/draft") }));
  const provider = {
    id: "idp",
    name: "IdP",
    issuer: "https://idp.test",
    clientId: "c",
    clientSecret: secretBox.seal("an-oidc-secret-8822"),
  };
  await db.oidcProvider.create({ data: provider });
  const before = granted(await getApi(context, api.id));

  const rotation = granted(await rotateDataKey(context, {}));
  // The API, two versions of it, its deployment with a plan, the plan, the draft, the provider.
  expect(rotation).toMatchObject({ resealed: 8, unreadable: 0 });
  expect(counts(rotation)).toEqual({ present: 8, former: 0 });
  expect(rotation.dataKeys).toHaveLength(2);
  expect(granted(await getApi(context, api.id))).toEqual(before);
  expect(before.pendingChanges.map(({ summary }) => summary)).toEqual(["Description changed"]);
  const deployment = await db.deployment.findFirstOrThrow({ where: { apiId: api.id } });
  const opened = JSON.stringify(await secretBox.openAll(deployment.definition));
  expect(opened).toContain(SECRET);
  expect(opened).toContain("a-client-secret-9911");
  const { clientSecret } = await db.oidcProvider.findUniqueOrThrow({ where: { id: "idp" } });
  expect(await secretBox.open(clientSecret)).toBe("an-oidc-secret-8822");
  expect(await db.auditEntry.findFirst({ where: { action: "encryption.rotate" } })).toMatchObject({ actorName: "Ada" });
});

test("a rotation that was cut off is gone on with, without another key; what does not open is left and counted", async () => {
  const { context } = management;
  const { db, secretBox } = context;
  const former = secretBox.sealingKeyId ?? "";
  const api = granted(await createApi(context, definitionAt("/cut-off")));
  const damaged = granted(await createApi(context, definitionAt("/damaged")));
  await db.$executeRaw`UPDATE "Api" SET definition = replace(definition::text, ':7531', ':0000')::jsonb WHERE id = ${damaged.id}::uuid`;
  await db.dataKey.update({ where: { id: former }, data: { retiredAt: new Date() } });
  await db.dataKey.create({ data: secretBox.newDataKey() });
  await secretBox.refresh();
  expect(counts(granted(await getEncryption(context))).former).toBeGreaterThan(0);

  const resumed = granted(await rotateDataKey(context, { resume: true }));
  expect(resumed.unreadable).toBe(1);
  expect(counts(resumed).former).toBe(1);
  expect(resumed.dataKeys).toHaveLength(3);
  const row = await db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(JSON.stringify(await secretBox.openAll(row.definition))).toContain(SECRET);
  expect(granted(await rotateDataKey(context, { resume: true })).resealed).toBe(0);
});

test("only who manages settings sees keys and makes them", async () => {
  const publisher = management.as({ role: "publisher" });
  expect(refused(await getEncryption(publisher)).code).toBe("forbidden");
  expect(refused(await rotateDataKey(publisher, {})).code).toBe("forbidden");
});

test("a new master key takes the data keys over once, whoever starts first, and needs the former one no more", async () => {
  const { url, drop } = await createDatabase();
  const [former, present] = [randomBytes(32).toString("base64"), randomBytes(32).toString("base64")];
  const opened: { $disconnect(): Promise<void> }[] = [];
  const connect = async (encryptionKey: string, previousEncryptionKey?: string) => {
    const connected = await connectManagement({ databaseUrl: url, encryptionKey, previousEncryptionKey: previousEncryptionKey ?? null });
    opened.push(connected.db);
    return connected;
  };
  const sealed = (await connect(former)).secretBox.seal(SECRET);
  await expect(connect(present)).rejects.toThrow("SLUICE_ENCRYPTION_KEY_PREVIOUS");
  await expect(connect(present, randomBytes(32).toString("base64"))).rejects.toThrow("SLUICE_ENCRYPTION_KEY");
  const [one] = await Promise.all([connect(present, former), connect(present, former)]);
  expect(await one.secretBox.open(sealed)).toBe(SECRET);
  expect(await (await connect(present)).secretBox.open(sealed)).toBe(SECRET);
  await expect(connect(former)).rejects.toThrow("SLUICE_ENCRYPTION_KEY");
  const entries = await one.db.auditEntry.findMany();
  expect(entries.map(({ action, actorKind }) => [action, actorKind])).toEqual([["encryption.rewrap", "system"]]);
  for (const db of opened) await db.$disconnect();
  await drop();
});
