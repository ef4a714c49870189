import { toJson } from "@sluice/db/json";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { createDraft } from "../drafts/create-draft.ts";
import { definitionAt, granted, refused, SECRET, startManagement, type TestManagement } from "../testing/test-context.ts";
import { checkEndpoint } from "./check-endpoint.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
});
afterEach(() => management.context.db.gateway.deleteMany());
afterAll(() => management.close());

async function gatewaySeen(msAgo: number): Promise<void> {
  const lastSeenAt = new Date(Date.now() - msAgo);
  await management.context.db.gateway.create({ data: { id: "gw-1", startedAt: new Date(0), lastSeenAt, version: "test" } });
}

/** Answers the next check with `result`; gives the question that was asked, its key opened. */
async function answerNext(result: unknown): Promise<unknown> {
  const { db, secretBox } = management.context;
  for (;;) {
    const check = await db.endpointCheck.findFirst({ where: { finishedAt: null } });
    if (!check) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      continue;
    }
    expect(JSON.stringify(check.request)).not.toContain(SECRET);
    await db.endpointCheck.update({ where: { id: check.id }, data: { result: toJson(result), finishedAt: new Date() } });
    const place = { endpointGroups: [{ endpoints: [{ configuration: check.request }] }] };
    return (await secretBox.openAll(place)).endpointGroups[0]?.endpoints[0]?.configuration;
  }
}

const FOUND = { ok: true, latencyMs: 12, models: [{ id: "gpt-5-mini" }, { id: "house-model" }] };
const question = (bearer: string) => ({ provider: "OPEN_AI", authentication: { type: "BEARER", bearer } });

test("a gateway gets the key sealed; prices are proposed for known models; no row is left", async () => {
  await gatewaySeen(0);
  const asked = answerNext(FOUND);
  const result = granted(await checkEndpoint(management.context, question(SECRET)));
  expect(result).toEqual({ ...FOUND, models: [{ id: "gpt-5-mini", inputPrice: 0.25, outputPrice: 2 }, { id: "house-model" }] });
  expect(await asked).toMatchObject({ provider: "OPEN_AI", authentication: { type: "BEARER", bearer: SECRET } });
  expect(await management.context.db.endpointCheck.count()).toBe(0);
});

test("a mask stands for the key of the API or the draft that is named", async () => {
  const { context } = management;
  await gatewaySeen(0);
  const api = granted(await createApi(context, definitionAt("/checked")));
  const first = answerNext(FOUND);
  granted(await checkEndpoint(context, { ...question("••••7531"), apiId: api.id, endpoint: "openai" }));
  expect(await first).toMatchObject({ authentication: { bearer: SECRET } });
  const draft = granted(await createDraft(context, { step: "endpoints", definition: definitionAt("/draft", "sk-of-the-draft-1111") }));
  const second = answerNext(FOUND);
  granted(await checkEndpoint(context, { ...question("••••1111"), draftId: draft.id, endpoint: "Default openai" }));
  expect(await second).toMatchObject({ authentication: { bearer: "sk-of-the-draft-1111" } });
});

test("a mask with nothing behind it is refused at its field", async () => {
  const refusal = refused(await checkEndpoint(management.context, question("••••0000")));
  expect(Object.keys(refusal.extra.fields ?? {})).toEqual(["authentication.bearer"]);
});

test("a draft of any shape is no trouble", async () => {
  const draft = granted(await createDraft(management.context, { step: "details", definition: { endpointGroups: 5 } }));
  expect(refused(await checkEndpoint(management.context, { ...question("••••0000"), draftId: draft.id })).code).toBe("invalid_request");
});

test("without a living gateway the answer says so at once", async () => {
  await gatewaySeen(60_000);
  const result = granted(await checkEndpoint(management.context, question("sk-any")));
  expect(result.error?.message).toBe("No gateway is running, so nobody can ask the provider.");
});
