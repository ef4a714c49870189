import { type UsageQuestion, usageQuerySchema } from "@sluice/definition/analytics";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startManagement, type TestManagement } from "../testing/test-context.ts";
import { cutRange, type DroppedBefore, type Part, type Range } from "./cut-range.ts";
import { groupKey, readDurations } from "./read-durations.ts";
import { sumUsage } from "./sum-usage.ts";

const ROWS = 6_000;
const EVERYTHING: DroppedBefore = { rows: -Infinity, minute: -Infinity, hour: -Infinity, day: -Infinity, week: -Infinity };
const FIRST = Date.parse("2026-10-28T00:00:00Z");
const DAY_MS = 86_400_000;
const [API, OTHER] = ["0190c0de-0000-7000-8000-000000000001", "0190c0de-0000-7000-8000-000000000002"];

let management: TestManagement;
/** Three weeks of calls of two APIs, denser in some hours than in others, as the gateways' statement would write them. */
beforeAll(async () => {
  management = await startManagement();
  const { db } = management.context;
  await db.$executeRaw`SELECT setseed(0.5)::text`;
  await db.$executeRaw`
    INSERT INTO "UsageRecord" ("requestId", "timestamp", "gatewayId", "apiId", "subscriptionId", method, path, status, "errorCode", streamed, provider, "modelSent",
      attempts, "inputTokens", "cacheReadTokens", "outputTokens", "reasoningTokens", provenance, "costUsd", "gatewayMs", "firstByteMs", "totalMs")
    SELECT 'r' || n, ${new Date(FIRST)}::timestamptz + interval '20 days' * power(a, 2), 'gw', (ARRAY[${API}, ${OTHER}])[1 + n % 2]::uuid,
      CASE WHEN c < 0.5 THEN ${OTHER}::uuid END, 'POST', '/', CASE WHEN b < 0.1 THEN 429 WHEN b < 0.15 THEN 502 ELSE 200 END,
      CASE WHEN b < 0.1 THEN 'rate_limit_exceeded' END, c < 0.6, 'p', 'm' || n % 3, 1,
      CASE WHEN n % 3 > 0 THEN (1000 * a)::int END, CASE WHEN n % 5 = 0 THEN (100 * b)::int END, CASE WHEN n % 3 > 0 THEN (300 * c)::int END, NULL,
      CASE WHEN c < 0.1 THEN 'estimated' ELSE 'reported' END, CASE WHEN n % 4 > 0 THEN round((a * b / 7)::numeric, 10) END, 1, CASE WHEN b > 0.2 THEN 900 * b END, 1000 * power(10, c)
    FROM (SELECT n, random() AS a, random() AS b, random() AS c FROM generate_series(1, ${ROWS}::int) AS n) AS made`;
});
afterAll(() => management.close());

interface Question {
  readonly asked: UsageQuestion;
  readonly range: Range;
}

/** Ranges that begin and end anywhere, narrowed and told apart in all ways. */
const QUESTIONS: readonly Question[] = [
  {},
  { groupBy: "model" },
  { groupBy: "errorCode,applicationId" },
  { groupBy: "status,subscriptionId", apiId: API },
  { interval: "1h" },
  { interval: "5m", groupBy: "model", apiId: OTHER },
  { interval: "90m", status: "4xx" },
  { interval: "1d", groupBy: "apiId" },
  { interval: "30s", model: "m1" },
  { subscriptionId: OTHER, provider: "p", errorCode: "rate_limit_exceeded", interval: "6h" },
].flatMap((query, nth) =>
  [0, 2].map((round) => {
    const asked = usageQuerySchema.parse(query);
    const from = FIRST + ((nth * 7_919 + round * 104_729) % 500) * 173_123 * 4;
    return { asked, range: { from: new Date(from), to: new Date(from + (round * 4 + 0.37) * DAY_MS + nth * 1_234_567) } };
  }),
);

const rowsOf = (range: Range): readonly Part[] => [{ kind: "rows", ...range }];
const partsOf = ({ asked, range }: Question) =>
  cutRange(range, { stepMs: asked.interval ? asked.interval * 1_000 : null, dropped: EVERYTHING });

test("a question has the same answer from rollups as from rows, to the last digit", async () => {
  const { db } = management.context;
  for (const { asked, range } of QUESTIONS) {
    const [kept, summed] = await Promise.all([
      sumUsage(db, asked, { parts: partsOf({ asked, range }), most: 100_000 }),
      sumUsage(db, asked, { parts: rowsOf(range), most: 100_000 }),
    ]);
    // Costs are decimals in the database, and become doubles at the end only.
    expect(kept).toEqual(summed);
    expect(kept.length).toBeGreaterThan(0);
  }
});

test("percentiles from rollups are those of the rows' histograms, and at most 4.5 % beside the exact ones", async () => {
  const { db } = management.context;
  for (const { asked, range } of QUESTIONS) {
    const told = async (parts: readonly Part[]) => {
      const rows = await sumUsage(db, asked, { parts, most: 100_000, timed: true });
      return new Map(rows.map((row) => [groupKey(asked, row), row.durations]));
    };
    const kept = await told(partsOf({ asked, range }));
    expect(kept).toEqual(await told(rowsOf(range)));
    for (const [group, exact] of await readDurations(db, asked, range)) {
      for (const [name, value] of Object.entries(exact)) {
        const near = kept.get(group)?.[name as keyof typeof exact] ?? null;
        if (value === null) expect(near).toBeNull();
        else expect(Math.abs((near ?? Number.NaN) / value - 1)).toBeLessThan(0.045);
      }
    }
  }
});

test("sums are those that anybody can write by hand", async () => {
  const range = { from: new Date(FIRST + 1_234_567), to: new Date(FIRST + 2.7 * DAY_MS) };
  const asked = usageQuerySchema.parse({ apiId: API });
  const [row] = await sumUsage(management.context.db, asked, { parts: partsOf({ asked, range }), most: 2 });
  const [byHand] = await management.context.db.$queryRaw<{ requests: number; errors: number; tokens: number; cost: number }[]>`
    SELECT count(*)::float8 AS requests, count(*) FILTER (WHERE status >= 400)::float8 AS errors, sum("inputTokens")::float8 AS tokens, sum("costUsd")::float8 AS cost
    FROM "UsageRecord" WHERE "apiId" = ${API}::uuid AND "timestamp" >= ${range.from} AND "timestamp" < ${range.to}`;
  expect(byHand?.requests).toBeGreaterThan(500);
  expect({ requests: row?.requests, errors: row?.errors, tokens: row?.inputTokens, cost: row?.cost }).toEqual(byHand);
});
