import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { exportAudit } from "./export-audit.ts";
import { listAudit } from "./list-audit.ts";
import { recordSignIn } from "./record-sign-in.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterAll(() => management.close());

async function textOf(query: object): Promise<string> {
  const file = granted(await exportAudit(management.context, query));
  let text = "";
  for await (const piece of file.text) text += piece;
  return text;
}

async function summaries(query: object): Promise<string[]> {
  return granted(await listAudit(management.context, query)).data.map(({ summary }) => summary);
}

test("is found by who, what, when and any of the words, newest first", async () => {
  const { context } = management;
  const grace = management.as({ id: "user-2", name: "Grace" });
  const api = granted(await createApi(context, definitionAt("/found")));
  await deployApi(grace, api.id, {});
  const at = new Date().toISOString();
  granted(await createApi(grace, definitionAt("/later")));
  expect(await summaries({ entityId: api.id })).toEqual(["Deployed revision 1 of the API API at /found", "Created the API API at /found"]);
  expect(await summaries({ actorId: "user-2" })).toHaveLength(2);
  expect(await summaries({ q: "grace", to: at })).toEqual(["Deployed revision 1 of the API API at /found"]);
  expect(await summaries({ q: "at /LATER" })).toEqual(["Created the API API at /later"]);
  expect(await summaries({ from: at })).toEqual(["Created the API API at /later"]);
  expect(await summaries({ action: "api.deploy" })).toHaveLength(1);
  expect(await summaries({ action: "api." })).toHaveLength(3);
  expect(refused(await listAudit(context, { from: "yesterday" })).extra.fields).toHaveProperty("from");
});

test("of one API is for those who may change it, without from where; all of it is for those who may read it", async () => {
  const { context } = management;
  const api = granted(await createApi(context, definitionAt("/mine")));
  await context.db.apiMember.create({ data: { apiId: api.id, userId: "user-2", role: "EDITOR" } });
  const editor = management.as({ id: "user-2", role: "publisher" });
  const { data } = granted(await listAudit(editor, { entityType: "api", entityId: api.id }));
  expect(data.map(({ action, ip }) => [action, ip])).toEqual([["api.create", null]]);
  for (const query of [
    {},
    { entityId: api.id },
    { entityType: "api" },
    { entityType: "person", entityId: api.id },
    { entityType: "application", entityId: api.id },
  ])
    expect(refused(await listAudit(editor, query)).code).toBe("forbidden");
  expect(refused(await exportAudit(editor, {})).code).toBe("forbidden");
});

test("is exported in full and in order, page by page, with the same filter; no cell is a formula", async () => {
  const { context } = management;
  const evil = management.as({ id: "user-2", name: "=HYPERLINK(1)" });
  const [first] = await context.db.auditEntry.findMany({ take: 1 });
  const many = Array.from({ length: 450 }, (_, index) => ({
    ...first,
    id: undefined,
    before: undefined,
    after: { name: `Bulk ${index}` },
    action: "bulk.create",
    entityType: "bulk",
  }));
  await context.db.auditEntry.createMany({
    data: many.map(({ id: _id, before: _before, ...row }) => ({
      ...row,
      actorId: "x",
      actorName: "Bulk",
      actorKind: "token",
      entityId: "x",
    })),
  });
  const lines = (await textOf({ format: "jsonl", entityType: "bulk" })).trimEnd().split("\n");
  expect(lines).toHaveLength(450);
  expect(new Set(lines.map((line) => JSON.parse(line).after.name)).size).toBe(450);
  await createApi(evil, definitionAt("/formula"));
  const csv = await textOf({ actorId: "user-2", q: "HYPERLINK" });
  expect(csv.split("\r\n")).toHaveLength(3);
  expect(csv).toContain(";'=HYPERLINK(1);");
});

test("tells who came in, and who was not let in, without what they may have typed in the wrong box", async () => {
  const { db } = management.context;
  await recordSignIn(db, { kind: "sign-in", userId: "user-1", ip: "192.0.2.1" });
  await recordSignIn(db, { kind: "refuse-sign-in", userId: null, email: "ada@example.org", ip: null });
  await recordSignIn(db, { kind: "refuse-sign-in", userId: null, email: "my-p@ssword-canary", ip: null });
  const { data } = granted(await listAudit(management.context, { entityType: "person" }));
  expect(data.map(({ summary, actor }) => [summary, actor.name, actor.kind])).toEqual([
    ["Failed to sign in", "Somebody", "anonymous"],
    ["Failed to sign in", "ada@example.org", "anonymous"],
    ["Signed in", "user-1", "session"],
  ]);
});
