import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { deleteReconciliation } from "./delete-reconciliation.ts";
import { getReconciliation } from "./get-reconciliation.ts";
import { importBill } from "./import-bill.ts";
import { listReconciliations } from "./list-reconciliations.ts";

let management: TestManagement;
beforeAll(async () => {
  management = await startManagement();
  const call = { gatewayId: "gw", method: "POST", path: "/", status: 200, streamed: false, attempts: 1, provenance: "reported" };
  const row = { ...call, gatewayMs: 1, totalMs: 10, timestamp: new Date("2026-11-02T23:59:59.999Z") };
  const mini = { ...row, provider: "openai", modelSent: "gpt-5-mini", inputTokens: 2_500, cacheReadTokens: 1_000, costUsd: "0.0026750000" };
  await management.context.db.usageRecord.createMany({
    data: [
      { requestId: randomUUID(), ...mini, outputTokens: 600, reasoningTokens: 300 },
      { requestId: randomUUID(), ...mini, timestamp: new Date("2026-11-03T00:00:00Z"), inputTokens: 1 },
      { requestId: randomUUID(), ...row, provider: "openai", modelSent: "gpt-5", inputTokens: 9 },
      { requestId: randomUUID(), ...row, provider: "elsewhere", modelSent: "claude-sonnet-4-5", inputTokens: 7 },
    ],
  });
});
afterAll(() => management.close());

async function* fixture(name: string): AsyncGenerator<Uint8Array> {
  yield readFileSync(path.join(import.meta.dirname, "testing/bills", name));
}
const imported = async (name: string, rest: object = {}) =>
  granted(await importBill(management.context, { fileName: name, ...rest }, fixture(name)));
const read = async (id: string, query: object = {}) => granted(await getReconciliation(management.context, id, query));

test("a bill that says what was counted agrees to the token and to the last digit, a day being a day in UTC", async () => {
  const usage = await read((await imported("openai-usage.csv")).id, { tolerance: "0" });
  expect(usage.rows).toMatchObject([
    {
      day: "2026-11-02",
      model: "gpt-5-mini-2025-08-07",
      verdict: "agrees",
      inputTokens: { difference: 0, percent: 0 },
      outputTokens: { difference: 0 },
    },
  ]);
  const costs = await read((await imported("openai-costs.json")).id, { tolerance: "0" });
  expect(costs.rows).toMatchObject([{ verdict: "agrees", cost: { difference: "0.0000000000", percent: 0 } }]);
});

test("with a provider named, models that its bill lacks are missed on it; without, they are not its business", async () => {
  const of = async (rest: object) =>
    (await read((await imported("openai-usage.csv", rest)).id)).rows.map(({ model, verdict }) => [model, verdict]);
  expect(await of({ provider: "openai" })).toEqual([
    ["gpt-5", "missing_theirs"],
    ["gpt-5-mini-2025-08-07", "agrees"],
  ]);
  expect(await of({})).toEqual([["gpt-5-mini-2025-08-07", "agrees"]]);
  expect(await of({ provider: "elsewhere" })).toEqual([
    ["claude-sonnet-4-5", "missing_theirs"],
    ["gpt-5-mini-2025-08-07", "missing_ours"],
  ]);
});

test("an import is listed, opened again, and deleted", async () => {
  const { id, ...made } = await imported("aws-cur.csv");
  expect(made).toMatchObject({
    format: "AWS Cost and Usage Report",
    fromDay: "2026-11-02",
    toDay: "2026-11-02",
    skippedRows: 2,
    createdBy: "Ada",
  });
  expect(granted(await listReconciliations(management.context, {})).data[0]?.id).toBe(id);
  expect((await read(id)).totals.theirs).toEqual({ requests: null, inputTokens: 13_000, outputTokens: 2_000, cost: "0.0700000000" });
  expect(await deleteReconciliation(management.context, id)).toBeUndefined();
  expect(refused(await getReconciliation(management.context, id, {})).code).toBe("not_found");
  expect(await management.context.db.reconciliationLine.count({ where: { reconciliationId: id } })).toBe(0);
});

test("a year of many models is kept whole", async () => {
  async function* year(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("usage_date_utc,model_version,usage_input_tokens_no_cache,usage_output_tokens\n");
    for (let day = 0; day < 366; day++) {
      const date = new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
      yield Buffer.from(Array.from({ length: 50 }, (_, model) => `${date},model-${model}x,1,2\n`).join(""));
    }
  }
  const { id, fromDay, toDay } = granted(await importBill(management.context, { fileName: "year.csv" }, year()));
  expect([fromDay, toDay]).toEqual(["2026-01-01", "2027-01-01"]);
  expect((await read(id)).totals.theirs).toMatchObject({ inputTokens: 18_300, outputTokens: 36_600 });
});

test("a file that cannot be read keeps nothing, and says why", async () => {
  const before = await management.context.db.reconciliation.count();
  async function* words(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("day,amount\n2026-11-02,3\n");
  }
  expect(refused(await importBill(management.context, { fileName: "mine.csv" }, words())).message).toMatch(
    /has these columns: day, amount/,
  );
  expect(await management.context.db.reconciliation.count()).toBe(before);
});

test("publishers read, and administrators import", async () => {
  const { id } = await imported("anthropic-usage.csv");
  const publisher = management.as({ id: "user-2", role: "publisher" });
  granted(await getReconciliation(publisher, id, {}));
  expect(refused(await importBill(publisher, { fileName: "x" }, fixture("aws-cur.csv"))).code).toBe("forbidden");
  expect(refused(await deleteReconciliation(publisher, id)).code).toBe("forbidden");
  expect(refused(await listReconciliations(management.as({ id: "user-2", role: "consumer" }), {})).code).toBe("forbidden");
});
