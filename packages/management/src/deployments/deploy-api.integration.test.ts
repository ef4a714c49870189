import { CHANNEL, type Notice, parseNotice } from "@sluice/db/channel";
import type { ApiResource } from "@sluice/definition/resources";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { deleteApi } from "../apis/delete-api.ts";
import { getApi } from "../apis/get-api.ts";
import { listApis } from "../apis/list-apis.ts";
import { startApi, stopApi } from "../apis/run-state.ts";
import { updateApi } from "../apis/update-api.ts";
import { createPlan } from "../plans/create-plan.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { deployApi } from "./deploy-api.ts";
import { getDeployment } from "./get-deployment.ts";
import { listDeployments } from "./list-deployments.ts";
import { rollbackApi } from "./rollback-api.ts";

let management: TestManagement;
let listener: pg.Client;
const notices: Notice[] = [];

beforeAll(async () => {
  management = await startManagement();
  listener = new pg.Client({ connectionString: management.databaseUrl });
  await listener.connect();
  listener.on("notification", ({ payload = "" }) => {
    const notice = parseNotice(payload);
    if (notice) notices.push(notice);
  });
  await listener.query(`LISTEN ${CHANNEL}`);
});
beforeEach(async () => {
  await received();
  notices.splice(0);
});
afterAll(async () => {
  await listener.end();
  await management.close();
});

async function created(path: string): Promise<ApiResource> {
  return granted(await createApi(management.context, definitionAt(path)));
}

/** What has arrived once everything that was committed so far has. */
async function received(): Promise<Notice[]> {
  await listener.query("SELECT 1");
  return [...notices];
}

test("the first deployment starts the API, keeps the whole definition sealed, and tells the gateways", async () => {
  const api = await created("/deployed");
  expect(await received()).toEqual([]);
  const deployment = granted(await deployApi(management.context, api.id, { label: " first " }));
  expect(deployment).toMatchObject({ revision: 1, label: "first", createdBy: "Ada", gateways: [] });
  expect(await received()).toEqual([{ kind: "api", id: api.id }]);
  expect(granted(await getApi(management.context, api.id))).toMatchObject({
    state: "STARTED",
    deploymentState: "DEPLOYED",
    deployedRevision: 1,
  });
  const row = await management.context.db.deployment.findFirstOrThrow({ where: { apiId: api.id } });
  expect(row.definition).toMatchObject({ name: api.name, plans: [{ id: api.plans[0]?.id, security: { type: "API_KEY" } }] });
  expect(JSON.stringify(row.definition)).not.toContain(SECRET);
  expect(JSON.stringify(await management.context.secretBox.openAll(row.definition))).toContain(SECRET);
});

test("what is saved after a deployment is said in words, and a second deployment settles it", async () => {
  const api = await created("/drifting");
  granted(await deployApi(management.context, api.id, undefined));
  const saved = granted(await updateApi(management.context, api.id, { body: { ...api, description: "new" } }));
  expect(saved.deploymentState).toBe("NEED_REDEPLOY");
  expect(saved.pendingChanges.map((change) => change.summary)).toEqual(["Description changed"]);
  granted(await createPlan(management.context, api.id, { name: "Later", security: { type: "API_KEY" } }));
  granted(await createPlan(management.context, api.id, { name: "Gold", security: { type: "API_KEY" }, status: "PUBLISHED" }));
  const changes = granted(await getApi(management.context, api.id)).pendingChanges.map((change) => change.summary);
  expect(changes).toEqual(["Description changed", "Plan Gold added (API key)"]);
  expect(granted(await deployApi(management.context, api.id, {})).revision).toBe(2);
  expect(granted(await getApi(management.context, api.id))).toMatchObject({ deploymentState: "DEPLOYED", pendingChanges: [] });
  const detail = granted(await getDeployment(management.context, api.id, "2"));
  expect(detail.changes.map((change) => change.summary)).toEqual(changes);
  expect(JSON.stringify(detail.definition)).toContain("••••7531");
});

test("concurrent deployments get numbers of their own", async () => {
  const api = await created("/numbers");
  const results = await Promise.all(Array.from({ length: 8 }, () => deployApi(management.context, api.id, {})));
  expect(results.map((result) => granted(result).revision).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test("the gateways' word is shown with the revision, and a refusal in the list", async () => {
  const api = await created("/words");
  granted(await deployApi(management.context, api.id, {}));
  const words = [
    { gatewayId: "gw-1", status: "applied" as const, compileMs: 1.5 },
    { gatewayId: "gw-2", status: "rejected" as const, reason: "The region is unknown.", compileMs: 2 },
  ];
  for (const word of words) await management.context.db.gatewayAck.create({ data: { ...word, apiId: api.id, revision: 1 } });
  const { data } = granted(await listDeployments(management.context, api.id, {}));
  expect(data[0]?.gateways.map(({ id, status, reason }) => [id, status, reason])).toEqual([
    ["gw-1", "applied", undefined],
    ["gw-2", "rejected", "The region is unknown."],
  ]);
  const listed = granted(await listApis(management.context, { q: "/WORDS" }));
  expect(listed.data).toHaveLength(1);
  expect(listed.data[0]?.rejectedBy).toEqual([{ id: "gw-2", reason: "The region is unknown." }]);
});

test("an API without a published plan is deployed with a warning", async () => {
  const api = granted(await createApi(management.context, { ...definitionAt("/planless"), plans: [] }));
  expect(granted(await deployApi(management.context, api.id, {})).warnings).toHaveLength(1);
});

test("a stored definition that the rules refuse by now cannot be deployed, and nothing is told", async () => {
  const api = await created("/outdated");
  const { definition } = await management.context.db.api.findUniqueOrThrow({ where: { id: api.id } });
  await management.context.db.api.update({
    where: { id: api.id },
    data: { definition: { ...(definition as object), endpointGroups: [] } },
  });
  const refusal = refused(await deployApi(management.context, api.id, {}));
  expect(refusal).toMatchObject({ code: "cannot_compile", status: 400 });
  expect(refusal.extra.fields).toEqual({ endpointGroups: "Add at least one provider." });
  expect(await received()).toEqual([]);
});

test("a rollback saves the earlier definition with its key, and waits to be deployed", async () => {
  const api = await created("/back");
  granted(await deployApi(management.context, api.id, {}));
  const changed = { ...definitionAt("/elsewhere", "sk-second-key-000002"), plans: undefined };
  granted(await updateApi(management.context, api.id, { body: changed }));
  granted(await deployApi(management.context, api.id, {}));
  const back = granted(await rollbackApi(management.context, api.id, { revision: 1 }));
  expect(back).toMatchObject({ deploymentState: "NEED_REDEPLOY", deployedRevision: 2, version: 3 });
  const summaries = back.pendingChanges.map((change) => change.summary);
  expect(summaries).toEqual(expect.arrayContaining(["Context path changed from /elsewhere to /back", "API key of openai replaced"]));
  expect(
    JSON.stringify(
      await management.context.secretBox.openAll((await management.context.db.api.findUniqueOrThrow({ where: { id: api.id } })).definition),
    ),
  ).toContain(SECRET);
  expect(refused(await rollbackApi(management.context, api.id, { revision: 99 })).code).toBe("not_found");
});

test("starting and stopping can be repeated; only a stopped API can be deleted", async () => {
  const api = await created("/switch");
  expect(refused(await startApi(management.context, api.id)).status).toBe(400);
  expect(granted(await stopApi(management.context, api.id)).state).toBe("STOPPED");
  granted(await deployApi(management.context, api.id, {}));
  expect(granted(await startApi(management.context, api.id)).state).toBe("STARTED");
  expect(refused(await deleteApi(management.context, api.id)).code).toBe("conflict");
  expect(granted(await stopApi(management.context, api.id)).state).toBe("STOPPED");
  expect(granted(await deployApi(management.context, api.id, {})).revision).toBe(2);
  expect(granted(await getApi(management.context, api.id)).state).toBe("STOPPED");
  await received();
  notices.splice(0);
  expect(await deleteApi(management.context, api.id)).toBeUndefined();
  expect(await received()).toEqual([{ kind: "api", id: api.id }]);
  expect(await management.context.db.contextPath.count({ where: { path: "/switch" } })).toBe(0);
});
