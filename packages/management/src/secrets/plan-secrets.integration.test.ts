import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { getApi } from "../apis/get-api.ts";
import { updateApi } from "../apis/update-api.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { createPlan } from "../plans/create-plan.ts";
import { updatePlan } from "../plans/update-plan.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const CLIENT_SECRET = "oauth2-client-canary-5511";
const HMAC_SECRET = "hmac-canary-of-32-bytes-length-6622";

const oauth2 = (clientSecret: string) => ({
  name: "OAuth",
  security: { type: "OAUTH2", configuration: { introspectionEndpoint: "https://idp.test/introspect", clientId: "sluice", clientSecret } },
});
const jwt = (resolverParameter: string, signature = "HMAC_HS256") => ({
  name: "Token",
  security: { type: "JWT", configuration: { signature, publicKeyResolver: "GIVEN_KEY", resolverParameter } },
});

async function rowOf(id: string): Promise<Record<string, unknown>> {
  const row = await management.context.db.plan.findUniqueOrThrow({ where: { id } });
  return row.configuration as Record<string, unknown>;
}

test("a plan's secret is sealed in its row, masked in answers and the audit, and its mask keeps it", async () => {
  const { context } = management;
  const api = granted(await createApi(context, definitionAt("/plans")));
  const plan = granted(await createPlan(context, api.id, oauth2(CLIENT_SECRET)));
  expect(plan.security).toMatchObject({ configuration: { clientSecret: "••••5511" } });
  const place = { apiId: api.id, planId: plan.id };
  const sealed = (await rowOf(plan.id))["clientSecret"];
  expect(sealed).toMatch(/^sealed:v2:/);

  granted(await updatePlan(context, place, { ...oauth2("••••5511"), description: "Changed" }));
  expect((await rowOf(plan.id))["clientSecret"]).toBe(sealed);
  granted(await updatePlan(context, place, oauth2("another-client-secret-7733")));
  expect(await context.secretBox.open(String((await rowOf(plan.id))["clientSecret"]))).toBe("another-client-secret-7733");
  expect(refused(await createPlan(context, api.id, { ...oauth2("••••5511"), name: "Copied" })).extra.fields).toHaveProperty([
    "security.configuration.clientSecret",
  ]);
  const audit = JSON.stringify(await context.db.auditEntry.findMany());
  expect(audit).not.toContain(CLIENT_SECRET.slice(0, -4));
  expect(audit).not.toContain("sealed:");
});

test("plans that come and go with their API's definition keep their secrets, into the deployment", async () => {
  const { context } = management;
  const definition = { ...definitionAt("/plans-inside"), plans: [{ ...jwt(HMAC_SECRET), status: "PUBLISHED", validation: "AUTO" }] };
  const api = granted(await createApi(context, definition));
  expect(JSON.stringify(api)).toContain("••••6622");
  granted(await updateApi(context, api.id, { body: { ...api, description: "Put back as it came" } }));
  granted(await deployApi(context, api.id, {}));
  const deployment = await context.db.deployment.findFirstOrThrow({ where: { apiId: api.id } });
  expect(JSON.stringify(deployment.definition)).not.toContain(HMAC_SECRET);
  const { plans } = await context.secretBox.openAll(deployment.definition as { plans: { security: { configuration: object } }[] });
  expect(plans[0]?.security.configuration).toMatchObject({ resolverParameter: HMAC_SECRET });
  expect(granted(await getApi(context, api.id)).pendingChanges).toEqual([]);
});

test("entering the secret again that is there already changes nothing", async () => {
  const { context } = management;
  const api = granted(await createApi(context, definitionAt("/same")));
  granted(await deployApi(context, api.id, {}));
  const again = granted(await updateApi(context, api.id, { body: definitionAt("/same") }));
  expect(again).toMatchObject({ version: 1, pendingChanges: [] });
});

test("a mask does not become a public key when the plan's signature changes", async () => {
  const { context } = management;
  const api = granted(await createApi(context, definitionAt("/turned")));
  const plan = granted(await createPlan(context, api.id, jwt(HMAC_SECRET)));
  const answer = await updatePlan(context, { apiId: api.id, planId: plan.id }, jwt("••••6622", "RSA_RS256"));
  expect(refused(answer).message).toContain("mask of the secret");
});
