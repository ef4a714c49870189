import { afterAll, beforeAll, expect, test } from "vitest";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createDraft } from "./create-draft.ts";
import { deleteDraft } from "./delete-draft.ts";
import { getDraft } from "./get-draft.ts";
import { listDrafts } from "./list-drafts.ts";
import { updateDraft } from "./update-draft.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

const step = "endpoints" as const;

test("anything may be kept, finished or not", async () => {
  for (const definition of [{}, { name: "" }, { endpointGroups: "not yet" }, { endpointGroups: [null, { endpoints: [{}] }] }]) {
    const draft = granted(await createDraft(management.context, { step, definition }));
    expect(granted(await getDraft(management.context, draft.id))).toMatchObject({ step, definition, version: 1 });
  }
  expect(refused(await createDraft(management.context, { step: "nowhere", definition: {} })).extra.fields).toHaveProperty("step");
});

test("a second tab is told, and what the first one wrote stays", async () => {
  const draft = granted(await createDraft(management.context, { step, definition: { name: "one" } }));
  granted(await updateDraft(management.context, draft.id, { step, definition: { name: "two" }, version: 1 }));
  const refusal = refused(await updateDraft(management.context, draft.id, { step, definition: { name: "three" }, version: 1 }));
  expect(refusal).toMatchObject({ code: "stale_write", status: 409 });
  expect(refusal.extra.currentVersion).toBe(2);
  expect(refusal.extra.changes?.map((change) => change.summary)).toEqual(["Name changed from three to two"]);
  expect(granted(await getDraft(management.context, draft.id)).definition).toEqual({ name: "two" });
});

test("of concurrent saves from one version, one is kept", async () => {
  const draft = granted(await createDraft(management.context, { step, definition: {} }));
  const saves = ["a", "b", "c", "d"].map((name) => updateDraft(management.context, draft.id, { step, definition: { name }, version: 1 }));
  expect((await Promise.all(saves)).filter((result) => "id" in result)).toHaveLength(1);
});

test("a key is sealed at rest and kept by its mask", async () => {
  const draft = granted(await createDraft(management.context, { step, definition: definitionAt("/draft") }));
  expect(JSON.stringify(draft)).toContain("••••7531");
  const saved = granted(await updateDraft(management.context, draft.id, { step: "security", definition: draft.definition }));
  expect(saved).toMatchObject({ step: "security", definition: draft.definition });
  const row = await management.context.db.draft.findUniqueOrThrow({ where: { id: draft.id } });
  expect(JSON.stringify(row)).not.toContain(SECRET);
  expect(JSON.stringify(await management.context.secretBox.openAll(row.definition))).toContain(SECRET);
});

test("a service account that is to be exchanged at a machine's credentials service is not sealed away from every later look", async () => {
  const json = JSON.stringify({ type: "service_account", token_uri: "http://169.254.169.254/token" });
  const authentication = { type: "SERVICE_ACCOUNT", json };
  const definition = { endpointGroups: [{ endpoints: [{ configuration: { authentication } }] }] };
  const field = "definition.endpointGroups.0.endpoints.0.configuration.authentication.json";
  const fields = { [field]: expect.stringMatching(/token_uri.*not for people to choose/) };
  expect(refused(await createDraft(management.context, { step, definition })).extra.fields).toEqual(fields);
  const draft = granted(await createDraft(management.context, { step, definition: {} }));
  expect(refused(await updateDraft(management.context, draft.id, { step, definition })).extra.fields).toEqual(fields);
});

test("a draft is its owner's alone", async () => {
  const draft = granted(await createDraft(management.context, { step, definition: {} }));
  const other = management.as({ id: "user-2" });
  expect(refused(await getDraft(other, draft.id)).code).toBe("not_found");
  expect(refused(await updateDraft(other, draft.id, { step, definition: {} })).code).toBe("not_found");
  expect(refused(await deleteDraft(other, draft.id)).code).toBe("not_found");
  expect(granted(await listDrafts(other, {})).data).toEqual([]);
  expect(await deleteDraft(management.context, draft.id)).toBeUndefined();
  expect(refused(await getDraft(management.context, draft.id)).code).toBe("not_found");
});
