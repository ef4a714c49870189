import { randomUUID } from "node:crypto";
import type { Prisma } from "@sluice/db/generated/client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createApplication } from "../applications/create-application.ts";
import { listApplications } from "../applications/list-applications.ts";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { LONGEST_RANGE_DAYS, MOST_ROWS, readUsage } from "./read-usage.ts";

const API = randomUUID();
const [CHAT, BATCH] = [randomUUID(), randomUUID()];
const NOON = new Date("2026-11-20T12:00:00Z");
const DAY = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };

let management: TestManagement;
let application: string;
beforeAll(async () => {
  management = await startManagement();
  application = granted(await createApplication(management.context, { name: "Chat" })).id;
  await put({
    subscriptionId: CHAT,
    inputTokens: 10,
    cacheReadTokens: 5,
    cacheWriteTokens: 1,
    outputTokens: 4,
    reasoningTokens: 3,
    costUsd: "0.25",
    totalMs: 100,
  });
  await put({ subscriptionId: CHAT, inputTokens: 20, outputTokens: 6, costUsd: "0.05", totalMs: 300, timestamp: hours(1) });
  await put({ subscriptionId: BATCH, inputTokens: 7, outputTokens: 2, modelSent: "gpt-5", totalMs: 200 });
  await put({ subscriptionId: BATCH, status: 429, modelSent: null, totalMs: 1 });
  await put({ applicationId: null, apiId: randomUUID(), subscriptionId: null, inputTokens: 1_000, costUsd: "9" });
});
afterAll(() => management.close());

const hours = (count: number) => new Date(NOON.getTime() + count * 3_600_000);

async function put(row: Partial<Prisma.UsageRecordUncheckedCreateInput>): Promise<void> {
  await management.context.db.usageRecord.create({
    data: {
      requestId: randomUUID(),
      timestamp: NOON,
      gatewayId: "gw",
      apiId: API,
      applicationId: application,
      method: "POST",
      path: "/chat/completions",
      status: 200,
      streamed: false,
      provider: "openai",
      modelSent: "gpt-5-mini",
      attempts: 1,
      provenance: "reported",
      gatewayMs: 1,
      totalMs: 10,
      ...row,
    },
  });
}

const usage = async (query: Record<string, string>) => granted(await readUsage(management.context, query)).data;

test("sums an application's requests; cached and reasoning tokens are counted inside prompt and completion", async () => {
  expect(await usage({ applicationId: application, ...DAY })).toEqual([
    {
      requests: 4,
      errors: 1,
      promptTokens: 43,
      completionTokens: 15,
      cachedTokens: 5,
      reasoningTokens: 3,
      totalTokens: 58,
      estimatedPromptTokens: 0,
      estimatedCompletionTokens: 0,
      cost: 0.3,
      unpricedTokens: 9,
      p50Ms: 150,
      p95Ms: expect.closeTo(285, 6),
      p99Ms: expect.closeTo(297, 6),
      firstByteP50Ms: null,
      firstByteP95Ms: null,
      firstByteP99Ms: null,
      tokensPerSecond: null,
    },
  ]);
});

test("a model without a price has no cost, which is not 0; tokens that nobody told are not 0 either", async () => {
  const rows = await usage({ applicationId: application, groupBy: "subscription,model", ...DAY });
  expect(
    rows.map(({ subscriptionId, model, requests, totalTokens, cost, unpricedTokens }) => [
      subscriptionId,
      model,
      requests,
      totalTokens,
      cost,
      unpricedTokens,
    ]),
  ).toEqual(
    expect.arrayContaining([
      [CHAT, "gpt-5-mini", 2, 49, 0.3, 0],
      [BATCH, "gpt-5", 1, 9, null, 9],
      [BATCH, null, 1, null, null, 0],
    ]),
  );
  expect(rows).toHaveLength(3);
});

test("those without a price are told apart from those that have one, and from those whose tokens nobody knows", async () => {
  const apiId = randomUUID();
  const some = { apiId, applicationId: null, timestamp: hours(2) };
  await put({ ...some, inputTokens: 30, outputTokens: 12, totalMs: 70 });
  await put({ ...some, inputTokens: 1, costUsd: "0" });
  await put({ ...some, inputTokens: 1, costUsd: "1" });
  await put({ ...some, status: 429, provenance: "none", modelSent: null });
  const [row] = await usage({ ...DAY, apiId, unpriced: "true" });
  expect(row).toMatchObject({ requests: 1, errors: 0, totalTokens: 42, unpricedTokens: 42, cost: null, p50Ms: 70 });
  const byTime = await usage({ ...DAY, apiId, unpriced: "true", interval: "1h", groupBy: "model" });
  expect(byTime).toMatchObject([{ timestamp: hours(2).toISOString(), model: "gpt-5-mini", requests: 1, totalTokens: 42 }]);
});

test("those without a price are not told from sums: a time whose requests are gone is refused, and what is left is named", async () => {
  const { db } = management.context;
  const gone = new Date("2026-11-01T00:00:00Z");
  await db.retention.update({ where: { kind: "rows" }, data: { droppedBefore: gone } });
  try {
    const early = { from: "2026-10-31T00:00:00Z", to: DAY.to };
    const refusal = refused(await readUsage(management.context, { ...early, unpriced: "true" }));
    expect(refusal.extra.fields?.["unpriced"]).toContain(gone.toISOString());
    expect((await usage({ ...early, from: gone.toISOString(), unpriced: "true", model: "gpt-5" }))[0]?.requests).toBe(1);
    expect((await usage(early))[0]?.requests).toBeGreaterThan(0);
  } finally {
    await db.retention.update({ where: { kind: "rows" }, data: { droppedBefore: null } });
  }
});

test("every bucket is counted once, and reasoning beside the completion where its provider counts it", async () => {
  const apiId = randomUUID();
  const read = { inputTokens: 1, cacheReadTokens: 2, cacheWriteTokens: 4, cacheWriteHourTokens: 8, audioInputTokens: 16 };
  await put({ applicationId: null, apiId, ...read, outputTokens: 32, reasoningTokens: 64, audioOutputTokens: 128 });
  await put({ applicationId: null, apiId, inputTokens: 12, outputTokens: 2, reasoningTokens: 340, reasoningBesideTokens: 340 });
  const [row] = await usage({ apiId, ...DAY });
  expect([row?.promptTokens, row?.completionTokens, row?.totalTokens]).toEqual([31 + 12, 224 + 2, 255 + 354]);
  expect(row?.unpricedTokens).toBe(255 + 354);
});

test("estimates are told apart, first bytes and speed are of those that have them", async () => {
  const apiId = randomUUID();
  await put({ applicationId: null, apiId, inputTokens: 8, outputTokens: 2, provenance: "estimated" });
  await put({ applicationId: null, apiId, streamed: true, firstByteMs: 100, totalMs: 600, outputTokens: 40, reasoningTokens: 10 });
  await put({ applicationId: null, apiId, streamed: true, firstByteMs: 300, totalMs: 300, outputTokens: 5 });
  const [row] = await usage({ apiId, ...DAY });
  expect([row?.estimatedPromptTokens, row?.estimatedCompletionTokens, row?.completionTokens]).toEqual([8, 2, 57]);
  expect([row?.firstByteP50Ms, row?.tokensPerSecond]).toEqual([200, 100]);
});

test("durations=false leaves out what was timed, and nothing else", async () => {
  const query = { applicationId: application, groupBy: "subscription", ...DAY };
  const TIMED = /^p\d\dMs$|^firstByte|^tokensPerSecond$/;
  const untimed = (await usage(query)).map((row) => Object.entries(row).map(([key, value]) => [key, TIMED.test(key) ? null : value]));
  expect((await usage({ ...query, durations: "false" })).map((row) => Object.entries(row))).toEqual(untimed);
});

test("by class of status and by error code, and narrowed by them", async () => {
  const apiId = randomUUID();
  for (const status of [200, 429, 499, 502])
    await put({ applicationId: null, apiId, status, errorCode: status === 200 ? null : `e${status}` });
  const by = async (groupBy: string) =>
    (await usage({ apiId, groupBy, ...DAY })).map((row) => [row[groupBy as "status"], row.requests]).sort();
  expect(await by("status")).toEqual([
    ["2xx", 1],
    ["4xx", 2],
    ["5xx", 1],
  ]);
  expect(await by("errorCode")).toEqual([
    [null, 1],
    ["e429", 1],
    ["e499", 1],
    ["e502", 1],
  ]);
  const requests = async (filter: Record<string, string>) => (await usage({ apiId, ...DAY, ...filter }))[0]?.requests;
  expect(await requests({ status: "error" })).toBe(3);
  expect([await requests({ status: "4xx" }), await requests({ status: "502" }), await requests({ errorCode: "e429" })]).toEqual([2, 1, 1]);
});

test("steps of time begin at full hours, and those without a request are left out", async () => {
  const rows = await usage({ applicationId: application, interval: "1h", from: "2026-11-20T08:17:00Z", to: DAY.to });
  expect(rows.map(({ timestamp, requests }) => [timestamp, requests])).toEqual([
    ["2026-11-20T12:00:00.000Z", 3],
    ["2026-11-20T13:00:00.000Z", 1],
  ]);
});

test("the last 24 hours are meant when nothing is said, and an empty range has no numbers but its zeros", async () => {
  const at = (now: Date) => readUsage({ ...management.context, now: () => now }, { apiId: API });
  expect(granted(await at(hours(2))).data[0]?.requests).toBe(4);
  expect(granted(await at(hours(48))).data).toEqual([
    expect.objectContaining({ requests: 0, errors: 0, totalTokens: null, cost: null, unpricedTokens: 0, p50Ms: null }),
  ]);
});

test("filters narrow: by model, provider, plan, subscription", async () => {
  const requests = async (filter: Record<string, string>) => (await usage({ ...DAY, ...filter }))[0]?.requests;
  expect(await requests({ model: "gpt-5" })).toBe(1);
  expect(await requests({ provider: "nobody" })).toBe(0);
  expect(await requests({ subscriptionId: CHAT })).toBe(2);
  expect(await requests({ planId: randomUUID() })).toBe(0);
});

test("whoever may read an application or an API sees its usage, and nobody else's", async () => {
  const member = management.as({ id: "user-2", role: "consumer" });
  expect(refused(await readUsage(member, { applicationId: application })).code).toBe("forbidden");
  await management.context.db.applicationMember.create({ data: { applicationId: application, userId: "user-2", role: "VIEWER" } });
  granted(await readUsage(member, { applicationId: application }));
  // Part of what they may see, whoever the API belongs to.
  granted(await readUsage(member, { applicationId: application, apiId: API }));
  expect(refused(await readUsage(member, { apiId: API })).code).toBe("forbidden");
  expect(refused(await readUsage(member, {})).code).toBe("forbidden");
  expect(refused(await readUsage(member, { interval: "soon" })).code).toBe("forbidden");
  granted(await readUsage(management.as({ id: "user-2", role: "viewer" }), {}));
});

test.each([
  ["an interval in words", { interval: "hourly" }, "interval"],
  ["an interval of nothing", { interval: "0h" }, "interval"],
  ["more steps than a page is wide", { interval: "10s", from: "2026-11-01T00:00:00Z", to: "2026-11-20T00:00:00Z" }, "interval"],
  ["a group that is none", { groupBy: "model,colour" }, "groupBy"],
  ["a group that is SQL", { groupBy: '"path"; DROP TABLE "UsageRecord"' }, "groupBy"],
  ["a range backwards", { from: DAY.to, to: DAY.from }, "from"],
  [`more than ${LONGEST_RANGE_DAYS} days`, { from: "2024-01-01T00:00:00Z", to: DAY.to }, "from"],
  ["a status that is none", { status: "OK" }, "status"],
  ["an API that is no id", { apiId: "1 OR 1=1" }, "apiId"],
])("%s is refused, and the field says why", async (_name, query, field) => {
  expect(Object.keys(refused(await readUsage(management.context, query)).extra.fields ?? {})).toEqual([field]);
});

test("more rows than one answer takes are refused, not cut off", async () => {
  await management.context.db.$executeRaw`
    INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", method, path, status, streamed, "modelSent", attempts, provenance, "gatewayMs", "totalMs")
    SELECT 'many-' || n, '2026-10-01T00:00:00Z', 'gw', 'POST', '/', 200, false, 'model-' || n, 1, 'none', 1, 1 FROM generate_series(1, ${MOST_ROWS + 1}::int) AS n`;
  const query = { groupBy: "model", from: "2026-09-30T00:00:00Z", to: "2026-10-02T00:00:00Z" };
  expect(refused(await readUsage(management.context, query)).message).toContain("shorter range");
});

test("an application's last use is its last call, and none before the first", async () => {
  granted(await createApplication(management.context, { name: "Idle" }));
  const { data } = granted(await listApplications(management.context, {}));
  expect(data.map(({ name, owners, lastUsedAt }) => [name, owners, lastUsedAt])).toEqual([
    ["Chat", ["user-1"], hours(1).toISOString()],
    ["Idle", ["user-1"], null],
  ]);
});
