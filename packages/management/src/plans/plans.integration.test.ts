import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { getApi } from "../apis/get-api.ts";
import { updateApi } from "../apis/update-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { publishPlan } from "./change-plan-status.ts";
import { createPlan } from "./create-plan.ts";
import { updatePlan } from "./update-plan.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

let apis = 0;
/** An API with the plan Key, and keyless plans as asked for. */
async function newApi() {
  const { id: apiId } = granted(await createApi(management.context, definitionAt(`/plans-${apis++}`)));
  const addKeyless = async (name: string, options: Record<string, unknown> = {}) =>
    createPlan(management.context, apiId, { name, security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED", ...options });
  return { apiId, addKeyless };
}

test("a second published keyless plan needs a selection rule that tells it apart, on every way to it", async () => {
  const { apiId, addKeyless } = await newApi();
  granted(await addKeyless("Open"));
  expect(refused(await addKeyless("Open too")).message).toContain("Open and Open too are published and keyless both");
  const gold = granted(await addKeyless("Gold", { selectionRule: "{#request.headers['x-tier'][0] == 'gold'}" }));
  const staged = granted(await addKeyless("Staged", { status: "STAGING" }));
  expect(refused(await publishPlan(management.context, { apiId, planId: staged.id })).code).toBe("conflict");
  const { selectionRule: _rule, ...ruleless } = gold;
  expect(refused(await updatePlan(management.context, { apiId, planId: gold.id }, ruleless)).code).toBe("conflict");
  const api = granted(await getApi(management.context, apiId));
  const plans = api.plans.map((plan) => (plan.id === staged.id ? { ...plan, status: "PUBLISHED" } : plan));
  expect(refused(await updateApi(management.context, apiId, { body: { ...api, plans }, ifMatch: api.version })).code).toBe(
    "invalid_request",
  );
});

test("a plan cannot take the name of another one that is open", async () => {
  const { apiId, addKeyless } = await newApi();
  const plan = granted(await addKeyless("Open"));
  expect(refused(await updatePlan(management.context, { apiId, planId: plan.id }, { ...plan, name: "Key" })).extra.fields).toHaveProperty(
    "name",
  );
  granted(await updatePlan(management.context, { apiId, planId: plan.id }, { ...plan, description: "For all." }));
});
