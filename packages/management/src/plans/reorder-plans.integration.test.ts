import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { getApi } from "../apis/get-api.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createPlan } from "./create-plan.ts";
import { reorderPlans } from "./reorder-plans.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

async function threePlans(path: string) {
  const { context } = management;
  const api = granted(await createApi(context, definitionAt(path)));
  for (const name of ["Gold", "Silver"])
    granted(await createPlan(context, api.id, { name, security: { type: "API_KEY" }, status: "PUBLISHED" }));
  return { apiId: api.id, plans: granted(await getApi(context, api.id)).plans };
}

test("plans come in the order that is asked for, those left out behind; it awaits a deployment and is told by the audit", async () => {
  const { context } = management;
  const { apiId, plans } = await threePlans("/ordered");
  granted(await deployApi(context, apiId, {}));
  const silver = plans.find(({ name }) => name === "Silver");
  const answer = granted(await reorderPlans(context, apiId, { planIds: [silver?.id] }));
  expect(answer.data.map(({ name }) => name)).toEqual(["Silver", "Key", "Gold"]);
  const api = granted(await getApi(context, apiId));
  expect(api.plans.map(({ name }) => name)).toEqual(["Silver", "Key", "Gold"]);
  expect(api.deploymentState).toBe("NEED_REDEPLOY");
  const entry = await context.db.auditEntry.findFirst({ where: { action: "api.reorder-plans", entityId: apiId } });
  expect(entry).toMatchObject({ before: { plans: ["Key", "Gold", "Silver"] }, after: { plans: ["Silver", "Key", "Gold"] } });
});

test("another API's plan is refused by its place, and nothing moves", async () => {
  const { context } = management;
  const { apiId, plans } = await threePlans("/strangers");
  const other = await threePlans("/others");
  const refusal = refused(await reorderPlans(context, apiId, { planIds: [plans[2]?.id, other.plans[0]?.id] }));
  expect(refusal.body().fields).toHaveProperty(["planIds.1"]);
  expect(granted(await getApi(context, apiId)).plans.map(({ name }) => name)).toEqual(["Key", "Gold", "Silver"]);
});

test("whoever may only look moves nothing", async () => {
  const { apiId, plans } = await threePlans("/looked-at");
  const viewer = management.as({ id: "user-2", role: "viewer" });
  expect(refused(await reorderPlans(viewer, apiId, { planIds: [plans[0]?.id] })).status).toBe(403);
});
