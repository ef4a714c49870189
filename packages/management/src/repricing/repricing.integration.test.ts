import { costOf } from "@sluice/pricing/cost";
import { findPrice } from "@sluice/pricing/find-price";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createApi } from "../apis/create-api.ts";
import { deployApi } from "../deployments/deploy-api.ts";
import { createModelPrice } from "../prices/create-model-price.ts";
import { readPriceBook } from "../prices/stored-price.ts";
import { definitionAt, granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { continueRepricing } from "./continue-repricing.ts";
import { getRepricing } from "./get-repricing.ts";
import { listRepricings } from "./list-repricings.ts";
import { resumeRepricings } from "./resume-repricings.ts";
import { startRepricing } from "./start-repricing.ts";

const ROWS = 2_500;
const NOON = Date.parse("2026-11-20T12:00:00Z");
const RANGE = { from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z" };
const NONE = { cacheWrite: null, cacheWriteHour: null, audioInput: null, reasoning: null, audioOutput: null };
const MODELS = ["gpt-5-mini", "house-model", "gpt-5.4"];

let management: TestManagement;
let apiId: string;
beforeAll(async () => {
  management = await startManagement();
  ({ id: apiId } = granted(await createApi(management.context, definitionAt("/repriced"))));
  granted(await deployApi(management.context, apiId, {}));
  const tiers = [
    { inputPrice: "0.3", cacheReadPrice: "0.03", outputPrice: "2.5" },
    { aboveTokens: 5_000, inputPrice: "0.6", outputPrice: "5" },
  ];
  const middle = new Date(NOON).toISOString();
  granted(await createModelPrice(management.context, { model: "gpt-5-mini", apiId, effectiveFrom: middle, tiers }));
  granted(await createModelPrice(management.context, { model: "house-model", effectiveFrom: middle, tiers: [{ outputPrice: "1" }] }));
});
afterAll(() => management.close());

/** A day of calls that were priced wrongly, one a second around noon; every fifth named twice in the same moment. */
beforeEach(async () => {
  const { db } = management.context;
  await db.usageRecord.deleteMany();
  await db.usageRollup.deleteMany();
  await db.repricing.deleteMany();
  const call = { gatewayId: "g", method: "POST", path: "/", status: 200, streamed: false, attempts: 1, gatewayMs: 1, totalMs: 1 };
  await db.usageRecord.createMany({
    data: Array.from({ length: ROWS }, (_, at) => ({
      ...call,
      requestId: `r${String(at).padStart(5, "0")}`,
      timestamp: new Date(NOON + (at - ROWS / 2 - (at % 5 === 0 ? 1 : 0)) * 1_000),
      apiId: at % 7 === 0 ? null : apiId,
      revision: 1,
      provider: "openai",
      endpoint: "Default openai",
      modelSent: MODELS[at % 3] ?? "",
      inputTokens: (at * 37) % 9_000,
      cacheReadTokens: at % 4 === 0 ? at : null,
      outputTokens: (at * 11) % 700,
      provenance: at % 50 === 0 ? "none" : "reported",
      costUsd: at % 3 === 1 ? null : "1.5",
      priceVersion: at % 3 === 1 ? null : "definition@1",
    })),
  });
});

async function digest(): Promise<unknown> {
  const { db } = management.context;
  const rows = await db.usageRecord.findMany({
    orderBy: { requestId: "asc" },
    select: { requestId: true, costUsd: true, priceVersion: true },
  });
  return rows.map(({ costUsd, ...row }) => ({ ...row, costUsd: costUsd?.toFixed(10) ?? null }));
}

async function finished(id: string) {
  await expect.poll(async () => granted(await getRepricing(management.context, id)).state, { timeout: 20_000 }).not.toBe("running");
  return granted(await getRepricing(management.context, id));
}

test("a dry run says what would come of it, and changes nothing", async () => {
  const before = await digest();
  const { id } = granted(await startRepricing(management.context, RANGE));
  const dry = await finished(id);
  expect(await digest()).toEqual(before);
  const { id: realId } = granted(await startRepricing(management.context, { ...RANGE, dryRun: false }));
  const real = await finished(realId);
  const told = ({ rows, changed, unpriced, costBefore, costAfter, state }: typeof dry) => ({
    rows,
    changed,
    unpriced,
    costBefore,
    costAfter,
    state,
  });
  expect(told(real)).toEqual(told(dry));
  expect(real).toMatchObject({ state: "done", rows: ROWS - ROWS / 50 });
});

test("each row costs what the gateway's own code says for its time, sums follow, and a second repricing finds nothing to do", async () => {
  const { context } = management;
  const { id } = granted(await startRepricing(context, { ...RANGE, dryRun: false }));
  const { changed, costAfter } = await finished(id);
  expect(changed).toBeGreaterThan(1_000);
  const book = await readPriceBook(context.db);
  const rows = await context.db.usageRecord.findMany({ where: { provenance: "reported", apiId } });
  const versions = new Set<string>();
  for (const row of rows) {
    const defined = row.modelSent === "gpt-5-mini" ? { inputPrice: 0.25, outputPrice: 2 } : null;
    const called = { apiId, revision: 1, provider: "OPEN_AI", target: "", modelSent: row.modelSent ?? "", modelAnswered: null } as const;
    const price = findPrice({ ...called, defined, atMs: row.timestamp.getTime() }, book);
    const usage = { ...NONE, input: row.inputTokens, cacheRead: row.cacheReadTokens, output: row.outputTokens };
    const cost = price && costOf(usage, price);
    expect([row.requestId, row.costUsd?.toFixed(10) ?? null, row.priceVersion]).toEqual([row.requestId, cost, cost && price?.version]);
    versions.add((row.priceVersion ?? "none").replace(/:.*@/, "@"));
  }
  expect([...versions].sort()).toEqual(["genai-prices@0.1.8", "none", "own@1"]);
  const [sums] = await context.db.$queryRaw<{ rows: string; kept: string }[]>`
    SELECT (SELECT sum("costUsd") FROM "UsageRecord" WHERE provenance <> 'none')::text AS rows,
      (SELECT sum("costUsd") FROM "UsageRollup" u JOIN "UsageSeries" s ON s.id = u.series WHERE "level" = 'hour' AND s.provenance <> 'none')::text AS kept`;
  expect(sums).toEqual({ rows: costAfter, kept: costAfter });
  const again = await finished(granted(await startRepricing(context, { ...RANGE, dryRun: false })).id);
  expect(again).toMatchObject({ changed: 0, costBefore: costAfter, costAfter });
});

test("a row whose API is gone keeps its cost where no own price says another", async () => {
  const { context } = management;
  const { id } = granted(await startRepricing(context, { ...RANGE, model: "gpt-5.4", dryRun: false }));
  await finished(id);
  const gone = await context.db.usageRecord.findMany({ where: { apiId: null, modelSent: "gpt-5.4", provenance: "reported" } });
  expect(gone.length).toBeGreaterThan(50);
  expect(new Set(gone.map(({ costUsd, priceVersion }) => `${costUsd} ${priceVersion}`))).toEqual(new Set(["1.5 definition@1"]));
});

test("what a console has left behind is carried on from where it was, by one at a time, and each row counts once", async () => {
  const { context } = management;
  const { db } = context;
  const begun = { dryRun: false, from: new Date(RANGE.from), to: new Date(RANGE.to), createdBy: "Ada", createdById: "user-1" };
  const before = await finished(granted(await startRepricing(context, RANGE)).id);
  const { id } = await db.repricing.create({ data: { ...begun, touchedAt: new Date(0) } });
  // Busy: another repricing is refused meanwhile.
  expect(refused(await startRepricing(context, { ...RANGE, dryRun: false })).code).toBe("conflict");
  await Promise.all([resumeRepricings(db, new Date()), continueRepricing(db, id), continueRepricing(db, id)]);
  await resumeRepricings(db, new Date(Date.now() + 60_000));
  const after = await finished(id);
  expect(after).toMatchObject({ state: "done", rows: before.rows, changed: before.changed, costAfter: before.costAfter });
  expect(granted(await listRepricings(context)).data.map((row) => row.id)).toContain(id);
});

test("a batch that waits in a circle with another writer of the same sums is done all the same", async () => {
  const { db } = management.context;
  const circle = async () => {
    const { id } = granted(await startRepricing(management.context, { ...RANGE, dryRun: false }));
    return id;
  };
  const id = await db.$transaction(
    async (tx) => {
      const lock = (level: string) => tx.$executeRaw`UPDATE "UsageRollup" SET priced = priced WHERE "level" = ${level}::"RollupLevel"`;
      await lock("week");
      const started = circle();
      const waiting = () => db.$queryRaw<object[]>`
        SELECT 1 AS one FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while ((await waiting()).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
      await lock("minute");
      return started;
    },
    { timeout: 20_000 },
  );
  expect(await finished(id)).toMatchObject({ state: "done", failure: null, rows: ROWS - ROWS / 50 });
});

test.each([
  ["to", { to: "2999-01-01T00:00:00Z" }],
  ["to", { to: RANGE.from }],
  ["apiId", { apiId: "x" }],
])("says at %s what is wrong with %j", async (field, change) => {
  expect(refused(await startRepricing(management.context, { ...RANGE, ...change })).extra.fields).toHaveProperty(field);
});
