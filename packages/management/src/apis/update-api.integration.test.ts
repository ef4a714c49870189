import type { ApiResource } from "@sluice/definition/resources";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closePlan } from "../plans/change-plan-status.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createApi } from "./create-api.ts";
import { getApi } from "./get-api.ts";
import { updateApi } from "./update-api.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

async function created(path: string): Promise<ApiResource> {
  return granted(await createApi(management.context, definitionAt(path)));
}

/** The provider's key as it is stored, opened. */
async function storedKey(id: string): Promise<unknown> {
  const { db, secretBox } = management.context;
  const { definition } = await db.api.findUniqueOrThrow({ where: { id } });
  const opened = (await secretBox.openAll(definition)) as unknown as ApiResource;
  return opened.endpointGroups[0]?.endpoints[0]?.configuration.authentication;
}

test("a stale change is refused with what changed since and by whom, and changes nothing", async () => {
  const api = await created("/stale");
  granted(await updateApi(management.as({ name: "Grace" }), api.id, { body: { ...api, name: "Hers" } }));
  const refusal = refused(await updateApi(management.context, api.id, { body: { ...api, description: "mine" } }));
  expect(refusal).toMatchObject({ code: "stale_write", status: 409 });
  expect(refusal.extra).toMatchObject({ changedBy: "Grace", currentVersion: 2 });
  expect(refusal.extra.changes?.map((change) => change.summary)).toEqual(["Name changed from API at /stale to Hers"]);
  expect(granted(await getApi(management.context, api.id))).toMatchObject({ name: "Hers", description: "", version: 2 });
});

test("of two concurrent changes from one version, one is refused", async () => {
  const api = await created("/concurrent");
  const results = await Promise.all(["a", "b", "c"].map((name) => updateApi(management.context, api.id, { body: { ...api, name } })));
  expect(results.filter((result) => "version" in result)).toHaveLength(1);
});

test("If-Match guards like the version, and without either the last writer wins", async () => {
  const api = await created("/if-match");
  const { version: _version, ...body } = api;
  expect(refused(await updateApi(management.context, api.id, { body, ifMatch: 7 })).code).toBe("stale_write");
  expect(granted(await updateApi(management.context, api.id, { body: { ...body, name: "x" }, ifMatch: 1 })).version).toBe(2);
  expect(granted(await updateApi(management.context, api.id, { body: { ...body, name: "y" } })).version).toBe(3);
});

test("putting back what was got is no save", async () => {
  const api = await created("/put-back");
  expect(granted(await updateApi(management.context, api.id, { body: api }))).toEqual(api);
});

test("a mask keeps the key, also when the provider is renamed; a new key replaces it", async () => {
  const api = structuredClone(await created("/masks"));
  const [group] = api.endpointGroups;
  if (!group) throw new Error("no group");
  group.name = "renamed";
  const renamed = granted(await updateApi(management.context, api.id, { body: api }));
  expect(await storedKey(api.id)).toEqual({ type: "BEARER", bearer: SECRET });
  const [endpoint] = group.endpoints;
  if (!endpoint) throw new Error("no endpoint");
  endpoint.configuration.authentication = { type: "BEARER", bearer: "sk-another-key-2468" };
  granted(await updateApi(management.context, api.id, { body: { ...api, version: renamed.version } }));
  expect(await storedKey(api.id)).toEqual({ type: "BEARER", bearer: "sk-another-key-2468" });
});

test("what looks sealed is a secret like any other", async () => {
  const api = structuredClone(await created("/forged"));
  const forged = `sealed:v1:00000000-0000-4000-8000-000000000000:${"A".repeat(60)}:1234`;
  const endpoint = api.endpointGroups[0]?.endpoints[0];
  if (!endpoint) throw new Error("no endpoint");
  endpoint.configuration.authentication = { type: "BEARER", bearer: forged };
  granted(await updateApi(management.context, api.id, { body: api }));
  expect(await storedKey(api.id)).toEqual({ type: "BEARER", bearer: forged });
});

test("a path can be moved, and moved back, but not to where another API answers", async () => {
  await created("/neighbour");
  const api = await created("/moving");
  const at = (path: string) => ({ ...api, version: undefined, listeners: definitionAt(path).listeners });
  expect(refused(await updateApi(management.context, api.id, { body: at("/neighbour/x") })).code).toBe("path_taken");
  granted(await updateApi(management.context, api.id, { body: at("/moved") }));
  await created("/moving-in");
  granted(await updateApi(management.context, api.id, { body: at("/moving/deeper") }));
  expect(granted(await getApi(management.context, api.id)).listeners[0]?.paths).toEqual([{ path: "/moving/deeper" }]);
});

test("plans of the body are changed by id and added without one; plans that it leaves out stay", async () => {
  const api = await created("/plans");
  const [key] = api.plans;
  const added = { name: "Open", security: { type: "KEY_LESS" }, status: "PUBLISHED" };
  const first = granted(
    await updateApi(management.context, api.id, { body: { ...api, plans: [{ ...key, description: "new words" }, added] } }),
  );
  expect(first.plans.map((plan) => [plan.name, plan.description])).toEqual([
    ["Key", "new words"],
    ["Open", ""],
  ]);
  const second = granted(await updateApi(management.context, api.id, { body: { ...api, plans: [added] } }));
  expect(second.plans).toHaveLength(2);
  const stranger = refused(await updateApi(management.context, api.id, { body: { ...api, plans: [{ ...added, id: api.id }] } }));
  expect(Object.keys(stranger.extra.fields ?? {})).toEqual(["plans.0.id"]);
  const backwards = refused(await updateApi(management.context, api.id, { body: { ...api, plans: [{ ...key, status: "STAGING" }] } }));
  expect(backwards.extra.fields).toEqual({ "plans.0.status": "Key is published and cannot become staging." });
});

test("a closed plan does not come back by being put", async () => {
  const api = await created("/closed-plan");
  const [plan] = api.plans;
  if (!plan) throw new Error("no plan");
  granted(await closePlan(management.context, { apiId: api.id, planId: plan.id }));
  expect(refused(await updateApi(management.context, api.id, { body: api })).extra.fields).toHaveProperty(["plans.0.status"]);
});

test("an API that is not there is not found, whatever its id looks like", async () => {
  for (const id of ["nonsense", "00000000-0000-4000-8000-000000000000"]) {
    expect(refused(await updateApi(management.context, id, { body: definitionAt("/absent") })).code).toBe("not_found");
    expect(refused(await getApi(management.context, id)).code).toBe("not_found");
  }
});
