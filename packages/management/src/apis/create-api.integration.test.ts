import { contextPathsOverlap } from "@sluice/definition/context-path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDraft } from "../drafts/create-draft.ts";
import { listDrafts } from "../drafts/list-drafts.ts";
import { ManagementError } from "../management-error.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { createApi } from "./create-api.ts";
import { verifyPaths } from "./verify-paths.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

async function rowCounts() {
  const { db } = management.context;
  return [
    await db.api.count(),
    await db.plan.count(),
    await db.contextPath.count(),
    await db.apiVersion.count(),
    await db.auditEntry.count(),
  ];
}

test("an API is created with its plans and paths, stopped and not deployed, secrets masked", async () => {
  const api = granted(await createApi(management.context, definitionAt("/created")));
  expect(api).toMatchObject({ state: "STOPPED", deploymentState: "NOT_DEPLOYED", version: 1, createdBy: "Ada", name: "API at /created" });
  expect(api.plans).toHaveLength(1);
  expect(api.plans[0]).toMatchObject({ name: "Key", status: "PUBLISHED", validation: "AUTO", apiId: api.id });
  expect(api.endpointGroups[0]?.endpoints[0]?.configuration.authentication).toEqual({ type: "BEARER", bearer: "••••7531" });
});

test("nothing at all is left of an API that could not be created", async () => {
  granted(await createApi(management.context, definitionAt("/occupied")));
  const before = await rowCounts();
  const taken = refused(await createApi(management.context, definitionAt("/occupied/below")));
  expect(taken).toMatchObject({ code: "path_taken", status: 400 });
  expect(taken.extra.fields).toEqual({
    "listeners.0.paths.0.path": "Context path /occupied/below overlaps with /occupied of the API API at /occupied.",
  });
  const masked = refused(await createApi(management.context, definitionAt("/masked", "••••9999")));
  expect(Object.keys(masked.extra.fields ?? {})).toEqual(["endpointGroups.0.endpoints.0.configuration.authentication.bearer"]);
  const typo = refused(await createApi(management.context, { ...definitionAt("/typo"), endpointGroup: [] }));
  expect(typo.extra.fields).toEqual({ endpointGroup: 'Unknown field "endpointGroup".' });
  expect(await rowCounts()).toEqual(before);
});

test("of twenty that race for paths inside each other, no two that overlap are created", async () => {
  const paths = ["/race", "/race/a", "/race/a/b", "/race/c", "/race/c/d"].flatMap((path) => [path, path, path, path]);
  const results = await Promise.all(paths.map((path) => createApi(management.context, definitionAt(path))));
  const losers = results.filter((result) => result instanceof ManagementError);
  expect(losers.map((loser) => loser.code)).toEqual(losers.map(() => "path_taken"));
  const won = (await management.context.db.contextPath.findMany({ where: { path: { startsWith: "/race" } } })).map((row) => row.path);
  expect(won).toHaveLength(paths.length - losers.length);
  expect(won.filter((path) => won.some((other) => other !== path && contextPathsOverlap(path, other)))).toEqual([]);
});

test("of twenty that race for the same path, exactly one is created", async () => {
  const before = await management.context.db.api.count();
  const results = await Promise.all(Array.from({ length: 20 }, () => createApi(management.context, definitionAt("/same-race"))));
  expect(results.filter((result) => !(result instanceof ManagementError))).toHaveLength(1);
  expect(results.filter((result) => result instanceof ManagementError && result.code === "path_taken")).toHaveLength(19);
  expect(await management.context.db.api.count()).toBe(before + 1);
});

test("a draft's masked secrets become the API's, and the draft is gone", async () => {
  const { context } = management;
  const draft = granted(await createDraft(context, { step: "summary", definition: definitionAt("/from-draft") }));
  const masked = { ...definitionAt("/from-draft"), endpointGroups: draft.definition["endpointGroups"] };
  expect(JSON.stringify(masked)).not.toContain(SECRET);
  const api = granted(await createApi(context, masked, { draftId: draft.id }));
  const stored = await context.db.api.findUniqueOrThrow({ where: { id: api.id } });
  expect(JSON.stringify(stored.definition)).not.toContain(SECRET);
  expect(JSON.stringify(await context.secretBox.openAll(stored.definition))).toContain(SECRET);
  expect(granted(await listDrafts(context, {})).data).toHaveLength(0);
});

test("a draft stays when its API is refused, and is nobody else's", async () => {
  const { context, as } = management;
  const draft = granted(await createDraft(context, { step: "summary", definition: definitionAt("/kept-draft") }));
  expect(refused(await createApi(context, { ...definitionAt("/kept-draft"), name: "" }, { draftId: draft.id })).code).toBe(
    "invalid_request",
  );
  expect(refused(await createApi(as({ id: "user-2" }), definitionAt("/kept-draft"), { draftId: draft.id })).code).toBe("not_found");
  expect(granted(await listDrafts(context, {})).data.map((one) => one.id)).toEqual([draft.id]);
  expect(granted(await listDrafts(as({ id: "user-2" }), {})).data).toEqual([]);
});

test("who may only look cannot create", async () => {
  expect(refused(await createApi(management.as({ role: "viewer" }), definitionAt("/viewer"))).status).toBe(403);
});

test("paths are verified with the name of the API that has them, wildcards of the database taken literally", async () => {
  granted(await createApi(management.context, definitionAt("/under_score")));
  const verified = granted(
    await verifyPaths(management.context, { paths: ["/under_score", "/underXscore/x", "/ab", { path: "/under_score/x" }, "/underXscore"] }),
  );
  expect(verified.ok).toBe(false);
  expect(verified.paths.map((path) => path.ok)).toEqual([false, true, false, false, false]);
  expect(verified.paths[0]?.reason).toBe("Context path /under_score is used by the API API at /under_score.");
  expect(verified.paths[4]?.reason).toBe("Context path overlaps with /underXscore/x.");
});
