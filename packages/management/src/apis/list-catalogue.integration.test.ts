import { afterAll, beforeAll, expect, test } from "vitest";
import { deployApi } from "../deployments/deploy-api.ts";
import { createPlan } from "../plans/create-plan.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createApi } from "./create-api.ts";
import { listCatalogue } from "./list-catalogue.ts";
import { updateApi } from "./update-api.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const consumer = () => management.as({ id: "user-2", name: "Grace", role: "consumer" });

async function find(q: string) {
  return granted(await listCatalogue(consumer(), { q })).data;
}

test("a consumer finds what there is to subscribe to: names, paths, model ids and published plans, and no provider's address or secret", async () => {
  const target = "https://provider.example.org/v1";
  const definition = definitionAt("/offered");
  const [group] = definition.endpointGroups;
  const [endpoint] = group?.endpoints ?? [];
  Object.assign(endpoint?.configuration ?? {}, { target });
  const { id } = granted(await createApi(management.context, definition));
  granted(await createPlan(management.context, id, { name: "Later", security: { type: "API_KEY" }, status: "STAGING" }));
  const [entry, ...others] = await find("OFFERED");
  expect(others).toEqual([]);
  expect(entry).toEqual({
    apiId: id,
    name: "API at /offered",
    apiVersion: "1",
    description: "",
    state: "STOPPED",
    contextPaths: ["/offered"],
    models: ["openai:gpt-5-mini"],
    plans: [{ id: expect.any(String), name: "Key", description: "", security: "API_KEY", validation: "AUTO" }],
  });
  const text = JSON.stringify(granted(await listCatalogue(consumer(), {})));
  for (const hidden of [target, SECRET, SECRET.slice(-4), "sealed:"]) expect(text).not.toContain(hidden);
});

test("an API without a published plan is not offered, and a keyless one is", async () => {
  granted(await createApi(management.context, { ...definitionAt("/staged"), plans: [] }));
  expect(await find("/staged")).toEqual([]);
  const keyless = { name: "Open", security: { type: "KEY_LESS" }, validation: "AUTO", status: "PUBLISHED" };
  granted(await createApi(management.context, { ...definitionAt("/open"), plans: [keyless] }));
  expect((await find("/open"))[0]?.plans).toMatchObject([{ name: "Open", security: "KEY_LESS" }]);
});

test("models are those in force, until a deployment says otherwise", async () => {
  const api = granted(await createApi(management.context, definitionAt("/served")));
  granted(await deployApi(management.context, api.id, {}));
  const definition = JSON.parse(JSON.stringify(definitionAt("/served")).replaceAll("gpt-5-mini", "gpt-6"));
  granted(await updateApi(management.context, api.id, { body: definition, ifMatch: api.version }));
  expect((await find("/served"))[0]).toMatchObject({ state: "STARTED", models: ["openai:gpt-5-mini"] });
  granted(await deployApi(management.context, api.id, {}));
  expect((await find("/served"))[0]?.models).toEqual(["openai:gpt-6"]);
});

test("a token without the scope to browse is refused", async () => {
  const confined = management.as({ scopes: ["apis:read"] });
  expect(refused(await listCatalogue(confined, {})).code).toBe("forbidden");
});
