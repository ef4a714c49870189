import { type LogFilter, logQuerySchema } from "@sluice/definition/logs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { granted, startManagement, type TestManagement } from "../testing/test-context.ts";
import { type LogPage, listLogs } from "./list-logs.ts";
import { whichLogs } from "./which-logs.ts";

const NOW = Date.parse("2026-11-20T12:00:00Z");
const HOUR_MS = 3_600_000;
const [API, OTHER] = ["0190c0de-0000-7000-8000-000000000001", "0190c0de-0000-7000-8000-000000000002"];

let management: TestManagement;
/** Eight weeks, with a busy hour, moments that several requests share, full hours, and one of a clock that is ahead. */
beforeAll(async () => {
  management = await startManagement();
  await management.context.db.$executeRaw`
    INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", "apiId", method, path, status, "errorCode", streamed, "modelSent", attempts, provenance, "gatewayMs", "totalMs")
    SELECT 'r' || lpad(n::text, 4, '0'), at, 'gw', (CASE WHEN n % 7 = 0 THEN ${OTHER} ELSE ${API} END)::uuid, 'POST', '/',
      CASE WHEN n % 60 = 0 THEN 502 ELSE 200 END, CASE WHEN n % 60 = 0 THEN 'upstream_error' END, false, 'm' || n % 3, 1, 'none', 1, 1
    FROM (
      SELECT n, ${new Date(NOW)}::timestamptz + interval '1 hour' - (CASE WHEN n <= 200 THEN interval '1 second' * (n / 4) ELSE interval '3 hours' * (n - 200) / 2 END) AS at
      FROM generate_series(0, 1100) AS n
    ) AS made`;
});
afterAll(() => management.close());

const at = (hours: number) => new Date(NOW + hours * HOUR_MS).toISOString();

const FILTERS: readonly LogFilter[] = [
  {},
  { apiId: OTHER },
  { errorCode: "upstream_error" },
  { status: "5xx", apiId: API, model: "m0" },
  { model: "m1", from: at(-500), to: at(-90.5) },
  { to: at(-300) },
  { errorCode: "upstream_error", from: at(-400.3) },
  { errorCode: "no_such_code" },
  { requestId: "r0700" },
  { from: at(2) },
];

test.each(FILTERS)("pages of %j hold what the table holds, each once, newest first", async (filter) => {
  const context = { ...management.context, now: () => new Date(NOW) };
  const expected = await context.db.usageRecord.findMany({
    where: whichLogs(logQuerySchema.parse(filter)),
    orderBy: [{ timestamp: "desc" }, { requestId: "desc" }],
  });
  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: LogPage = granted(await listLogs(context, { ...filter, perPage: "30", ...(cursor ? { cursor } : {}) }));
    expect(page.pagination.totalCount).toBe(expected.length);
    seen.push(...page.data.map(({ requestId }) => requestId));
    cursor = page.pagination.next;
  }
  expect(seen).toEqual(expected.map(({ requestId }) => requestId));
});

test("a page deep in the past by its number is that of the table", async () => {
  const context = { ...management.context, now: () => new Date(NOW) };
  const page = granted(await listLogs(context, { perPage: "30", page: "30" }));
  const rows = await context.db.usageRecord.findMany({ orderBy: [{ timestamp: "desc" }, { requestId: "desc" }], skip: 870, take: 30 });
  expect(page.data.map(({ requestId }) => requestId)).toEqual(rows.map(({ requestId }) => requestId));
});
