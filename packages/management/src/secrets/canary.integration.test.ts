import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { deleteApi } from "../apis/delete-api.ts";
import { getApi } from "../apis/get-api.ts";
import { stopApi } from "../apis/run-state.ts";
import { updateApi } from "../apis/update-api.ts";
import { listAudit } from "../audit/list-audit.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { getDeployment } from "../deployments/get-deployment.ts";
import { rollbackApi } from "../deployments/rollback-api.ts";
import { createDraft } from "../drafts/create-draft.ts";
import { getDraft } from "../drafts/get-draft.ts";
import { updateDraft } from "../drafts/update-draft.ts";
import { definitionAt, granted, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const OTHER = "sk-canary-other-77aa41-8642";

test("a planted secret is in no answer, no refusal, no audit entry and no row", async () => {
  const { context } = management;
  const said: unknown[] = [];
  const hear = <T>(result: T): T => {
    said.push(result);
    return result;
  };
  const draft = granted(hear(await createDraft(context, { step: "endpoints", definition: definitionAt("/canary") })));
  hear(await getDraft(context, draft.id));
  hear(await updateDraft(context, draft.id, { step: "summary", definition: definitionAt("/canary", OTHER), version: 1 }));
  hear(await updateDraft(context, draft.id, { step: "summary", definition: definitionAt("/canary"), version: 1 }));
  const api = granted(hear(await createApi(context, definitionAt("/canary"))));
  hear(await createApi(context, definitionAt("/canary", OTHER)));
  hear(await createApi(context, { ...definitionAt("/canary-2", OTHER), apiVersion: 5 }));
  hear(await createApi(context, { ...definitionAt("/canary-2"), endpointGroups: [{ bearer: OTHER }] }));
  hear(await deployApi(context, api.id, {}));
  hear(await updateApi(context, api.id, { body: { ...definitionAt("/canary", OTHER), version: 1 } }));
  hear(await updateApi(context, api.id, { body: { ...definitionAt("/canary"), version: 1 } }));
  hear(await getApi(context, api.id));
  hear(await deployApi(context, api.id, {}));
  hear(await getDeployment(context, api.id, "2"));
  hear(await rollbackApi(context, api.id, { revision: 1 }));
  hear(await stopApi(context, api.id));
  hear(await deleteApi(context, api.id));
  hear(await listAudit(context, { perPage: 100 }));
  const rows = await Promise.all([context.db.auditEntry.findMany(), context.db.draft.findMany(), context.db.apiVersion.findMany()]);
  const everything = JSON.stringify([said, rows]);
  expect(everything).toContain("••••7531");
  expect(everything).toContain("••••8642");
  expect(everything).not.toContain(SECRET.slice(0, -4));
  expect(everything).not.toContain(OTHER.slice(0, -4));
  expect(JSON.stringify(said)).not.toContain("sealed:v");
});
