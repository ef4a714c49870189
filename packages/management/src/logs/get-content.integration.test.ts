import { zstdCompressSync } from "node:zlib";
import type { StoredContent } from "@sluice/definition/contents";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { deleteApi } from "../apis/delete-api.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { getContent } from "./get-content.ts";
import { getLog } from "./get-log.ts";

let management: TestManagement;
let apiId: string;
const CONTENT: StoredContent = {
  legs: [
    {
      side: "entrypoint",
      phase: "request",
      status: null,
      headers: [["authorization", "[hidden]"]],
      body: '{"model":"gpt"}',
      bodyBytes: 15,
      truncated: false,
      omitted: null,
    },
  ],
};
beforeAll(async () => {
  management = await startManagement();
  const { context } = management;
  const logging = { content: "ALL", condition: "{#response.status >= 500}" };
  apiId = granted(await createApi(context, { ...definitionAt("/contents"), analytics: { logging } })).id;
  granted(await deployApi(context, apiId, {}));
});
afterAll(() => management.close());

async function put(
  requestId: string,
  { fate, daysLeft, revision = 1, ageMs = 600_000 }: { fate?: string; daysLeft?: number; revision?: number; ageMs?: number },
) {
  const { db } = management.context;
  const timestamp = new Date(Date.now() - ageMs);
  const call = { gatewayId: "gw", method: "POST", path: "/x", status: 200, streamed: false, attempts: 1, provenance: "none" };
  const detail = fate === undefined ? {} : { detail: { content: fate } };
  await db.usageRecord.create({ data: { ...call, requestId, apiId, revision, timestamp, gatewayMs: 1, totalMs: 1, ...detail } });
  if (daysLeft === undefined) return;
  const expiresAt = new Date(Date.now() + daysLeft * 86_400_000);
  await db.requestContent.create({ data: { requestId, apiId, timestamp, expiresAt, content: zstdCompressSync(JSON.stringify(CONTENT)) } });
}

test("contents that are kept are shown, and the audit knows to whom", async () => {
  const { context } = management;
  await put("kept", { fate: "kept", daysLeft: 1 });
  expect(granted(await getLog(context, "kept")).contentState).toBe("kept");
  expect(await context.db.auditEntry.count({ where: { action: "content.read" } })).toBe(0);
  expect(granted(await getContent(context, "kept"))).toMatchObject({ requestId: "kept", ...CONTENT });
  const [entry] = await context.db.auditEntry.findMany({ where: { action: "content.read" } });
  expect(entry).toMatchObject({ entityId: "kept", actorName: "Ada", after: { apiId, apiName: "API at /contents" } });
  expect(JSON.stringify(entry)).not.toContain("gpt");
});

test("it takes a permission of its own: whoever may see the API may not see what was asked", async () => {
  const { context } = management;
  const person = { userId: "user-2", apiId };
  const editor = management.as({ id: "user-2", role: "publisher" });
  await context.db.apiMember.create({ data: { ...person, role: "EDITOR" } });
  expect(granted(await getLog(editor, "kept")).contentState).toBe("kept");
  const denials = await Promise.all([getContent(editor, "kept"), getContent(editor, "nothing")]);
  expect(denials.map((denial) => refused(denial).code)).toEqual(["forbidden", "forbidden"]);
  await context.db.apiMember.update({ where: { apiId_userId: person }, data: { role: "OWNER" } });
  expect(granted(await getContent(editor, "kept")).legs).toHaveLength(1);
  expect(refused(await getContent(context, "nothing")).code).toBe("not_found");
});

test.each([
  ["not_sampled", { fate: "not_sampled" }, "sampling"],
  ["condition", { fate: "condition" }, "condition"],
  ["dropped", { fate: "dropped" }, "more to write"],
  ["pending", { fate: "kept", ageMs: 0 }, "on their way"],
  ["expired", { fate: "kept" }, "no more"],
  ["unread", {}, "refused before"],
  ["off", { revision: 99 }, "keeps none"],
])("where nothing is kept it is said why: %s", async (state, row, words) => {
  const { context } = management;
  await put(state, row);
  expect(granted(await getLog(context, state)).contentState).toBe(state);
  const refusal = refused(await getContent(context, state));
  expect([refusal.code, refusal.message]).toEqual(["not_found", expect.stringContaining(words)]);
});

test("what has expired is shown no more, deleted or not", async () => {
  await put("over", { fate: "kept", daysLeft: -1 });
  expect(refused(await getContent(management.context, "over")).message).toContain("no more");
});

test("a condition that does not compile is refused at deployment, at its place", async () => {
  const { context } = management;
  const analytics = { logging: { content: "ALL", condition: "{#respond.status" } };
  const { id } = granted(await createApi(context, { ...definitionAt("/wrong"), analytics }));
  expect(Object.keys(refused(await deployApi(context, id, {})).extra.fields ?? {})).toEqual(["analytics.logging.condition"]);
});

test("contents go with their API", async () => {
  const { context } = management;
  await context.db.api.update({ where: { id: apiId }, data: { state: "STOPPED" } });
  await deleteApi(context, apiId);
  expect(await context.db.requestContent.count({ where: { apiId } })).toBe(0);
});
