import { randomUUID } from "node:crypto";
import type { Prisma } from "@sluice/db/generated/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { exportLogs } from "./export-logs.ts";
import { getLog } from "./get-log.ts";
import { type LogPage, listLogs, MOST_COUNTED } from "./list-logs.ts";

let management: TestManagement;
let apiId: string;
beforeAll(async () => {
  management = await startManagement();
  apiId = granted(await createApi(management.context, definitionAt("/logs"))).id;
  for (let at = 0; at < 25; at++)
    await put({ requestId: `req_${String(at).padStart(2, "0")}`, timestamp: new Date(Date.UTC(2026, 10, 1) + (at >> 1) * 1000) });
  await put({
    requestId: "other",
    apiId: randomUUID(),
    status: 429,
    errorCode: "rate_limit_exceeded",
    timestamp: new Date(Date.UTC(2026, 9, 1)),
  });
});
afterAll(() => management.close());

async function put(row: Partial<Prisma.UsageRecordUncheckedCreateInput>): Promise<void> {
  const data = {
    gatewayId: "gw",
    apiId,
    method: "POST",
    path: "/x/chat/completions",
    status: 200,
    streamed: false,
    attempts: 1,
    provenance: "reported",
  };
  await management.context.db.usageRecord.create({
    data: { requestId: randomUUID(), timestamp: new Date(), gatewayMs: 1, totalMs: 10, ...data, ...row },
  });
}

test("a cursor leads through every request once, newest first, those of one moment too", async () => {
  const seen: string[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: LogPage = granted(await listLogs(management.context, { apiId, perPage: "4", ...(cursor ? { cursor } : {}) }));
    seen.push(...page.data.map(({ requestId }) => requestId));
    cursor = page.pagination.next;
    if (cursor === null) break;
  }
  expect(seen).toEqual(Array.from({ length: 25 }, (_, at) => `req_${String(24 - at).padStart(2, "0")}`));
});

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

test("an export has every request once, with the numbers of the list, as CSV and as JSON", async () => {
  await put({ requestId: "=sum", apiId: null, modelSent: "exported", inputTokens: 7, costUsd: "0.25" });
  await put({ requestId: "untold", apiId: null, modelSent: "exported" });
  const listed = granted(await listLogs(management.context, { model: "exported" })).data;
  const read = async (format: string) => {
    const { text } = granted(await exportLogs(management.context, { model: "exported", format }));
    return textOf(text);
  };
  expect(
    (await read("jsonl"))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line)),
  ).toEqual(listed);
  const [head, ...rows] = (await read("csv"))
    .trim()
    .split("\r\n")
    .map((line) => line.split(";"));
  const cell = (row: readonly string[] | undefined, name: string) => row?.[head?.indexOf(name) ?? -1];
  expect(rows.map((row) => [cell(row, "Request"), cell(row, "Tokens"), cell(row, "Cost")])).toEqual([
    ["untold", "", ""],
    ["'=sum", "7", "0.25"],
  ]);
  const whole = granted(await exportLogs(management.context, { apiId, to: "2026-11-02T00:00:00Z", format: "jsonl" }));
  expect((await textOf(whole.text)).trim().split("\n")).toHaveLength(25);
});

test("pages by number come with what there is", async () => {
  const page = granted(await listLogs(management.context, { apiId, perPage: "10", page: "3" }));
  expect(page.data).toHaveLength(5);
  expect(page.pagination).toEqual({ page: 3, perPage: 10, pageCount: 3, totalCount: 25, next: null });
});

test("past the most that is counted, a page says that there are so many", async () => {
  const counted = async () => granted(await listLogs(management.context, { model: "many", perPage: "10" })).pagination;
  const add = (from: number, to: number) => management.context.db.$executeRaw`
    INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", method, path, status, streamed, "modelSent", attempts, provenance, "gatewayMs", "totalMs")
    SELECT 'many-' || n, '2026-10-20T00:00:00Z', 'gw', 'POST', '/', 200, false, 'many', 1, 'none', 1, 1 FROM generate_series(${from}::int, ${to}::int) AS n`;
  await add(1, MOST_COUNTED - 1);
  expect((await counted()).totalCount).toBe(MOST_COUNTED - 1);
  await add(MOST_COUNTED, MOST_COUNTED + 500);
  expect(await counted()).toMatchObject({ totalCount: MOST_COUNTED, pageCount: MOST_COUNTED / 10 });
});

test.each([
  [{ status: "429" }, ["other"]],
  [{ status: "4xx" }, ["other"]],
  [{ status: "error" }, ["other"]],
  [{ errorCode: "rate_limit_exceeded" }, ["other"]],
  [{ requestId: "req_07" }, ["req_07"]],
  [{ to: "2026-10-15T00:00:00Z" }, ["other"]],
])("is narrowed by %j", async (query, ids) => {
  expect(granted(await listLogs(management.context, query)).data.map(({ requestId }) => requestId)).toEqual(ids);
});

test("numbers are OpenAI's, and what nobody told is not 0", async () => {
  await put({ requestId: "told", inputTokens: 10, cacheReadTokens: 5, outputTokens: 4, reasoningTokens: 3, costUsd: "0.0000000123" });
  const { usage, cost } = granted(await getLog(management.context, "told"));
  expect(usage).toEqual({
    promptTokens: 15,
    completionTokens: 7,
    totalTokens: 22,
    cachedTokens: 5,
    reasoningTokens: 3,
    buckets: {
      input: 10,
      cacheRead: 5,
      cacheWrite: null,
      cacheWriteHour: null,
      audioInput: null,
      output: 4,
      reasoning: 3,
      audioOutput: null,
    },
    provenance: "reported",
    estimateError: null,
  });
  expect(cost).toBe(1.23e-8);
  const nothing = granted(await getLog(management.context, "req_00"));
  expect([nothing.usage.totalTokens, nothing.cost]).toEqual([null, null]);
});

test("a completion is what the provider called one, and the total is what is paid", async () => {
  await put({ requestId: "beside", inputTokens: 12, outputTokens: 2, reasoningTokens: 340, reasoningBesideTokens: 340 });
  const { usage } = granted(await getLog(management.context, "beside"));
  expect(usage).toMatchObject({ promptTokens: 12, completionTokens: 2, reasoningTokens: 340, totalTokens: 354 });
});

test("one request tells its why, under the names of now", async () => {
  const policies = [{ policy: "token-ratelimit", step: "Limit", action: "allowed", detail: "10 of 100 tokens left" }];
  const attempts = [{ provider: "openai", endpoint: "Default openai", status: 503, error: "upstream_overloaded", ms: 12 }];
  await put({ requestId: "why", detail: { policies, attempts, dropped: ["logit_bias"] } });
  expect(granted(await getLog(management.context, "why"))).toMatchObject({
    apiName: "API at /logs",
    policyDecisions: policies,
    attemptDetails: attempts,
    translation: { dropped: ["logit_bias"], adapted: [] },
  });
});

test("whoever may not read the API learns neither its requests nor whether there is one", async () => {
  const stranger = management.as({ id: "user-2", role: "consumer" });
  expect(refused(await listLogs(stranger, { apiId })).code).toBe("forbidden");
  expect(refused(await exportLogs(stranger, { apiId })).code).toBe("forbidden");
  expect([refused(await getLog(stranger, "req_00")).code, refused(await getLog(stranger, "nothing")).code]).toEqual([
    "forbidden",
    "forbidden",
  ]);
  expect(refused(await getLog(management.context, "nothing")).code).toBe("not_found");
});

test.each([
  [{ status: "6xx" }, "status"],
  [{ cursor: "nonsense" }, "cursor"],
  [{ from: "yesterday" }, "from"],
])("%j is refused, and the field says why", async (query, field) => {
  expect(Object.keys(refused(await listLogs(management.context, query)).extra.fields ?? {})).toEqual([field]);
});

test("those without a price are listed and counted apart from those that have one, and from those whose tokens nobody knows", async () => {
  const long = new Date(Date.UTC(2026, 8, 1));
  await put({ requestId: "unpriced-1", modelSent: "house", timestamp: long });
  await put({ requestId: "priced-1", modelSent: "house", costUsd: "0.1" });
  await put({ requestId: "free-1", modelSent: "house", costUsd: "0" });
  await put({ requestId: "unknown-1", modelSent: "house", provenance: "none" });
  const { data, pagination } = granted(await listLogs(management.context, { model: "house", unpriced: "true" }));
  expect(data.map(({ requestId }) => requestId)).toEqual(["unpriced-1"]);
  expect(pagination).toMatchObject({ totalCount: 1, next: null });
});
