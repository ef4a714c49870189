import { randomUUID } from "node:crypto";
import type { Prisma } from "@sluice/db/generated/client";
import type { WhatIf } from "@sluice/definition/what-if";
import { afterAll, beforeAll, expect, test } from "vitest";
import { granted, refused, startManagement, type TestManagement } from "../testing/test-context.ts";
import { whatIf } from "./what-if.ts";

let management: TestManagement;
const DAY = "2026-11-01T00:00:00.000Z";
const MONTH = { from: DAY, to: "2026-12-01T00:00:00.000Z" };

beforeAll(async () => {
  management = await startManagement();
  const small = { provider: "openai", modelSent: "gpt-5-mini", inputTokens: 1_000_000, cacheReadTokens: 500_000, outputTokens: 100_000 };
  await put({ ...small, reasoningTokens: 50_000, costUsd: "0.5500000001" });
  await put({ ...small, costUsd: "0.4500000002", timestamp: new Date("2026-11-03T07:00:00Z") });
  await put({ provider: "mistral", modelSent: "mistral-large", inputTokens: 10, outputTokens: 20 });
  await put({ provider: "google", modelSent: "gemini-2.5-pro", inputTokens: 150_000, outputTokens: 1_000 });
  await put({ provider: "google", modelSent: "gemini-2.5-pro", inputTokens: 250_000, outputTokens: 1_000 });
  await put({ provider: "openai", modelSent: "gpt-5-mini", inputTokens: 7, timestamp: new Date("2026-10-01T00:00:00Z") });
});
afterAll(() => management.close());

async function put(row: Partial<Prisma.UsageRecordUncheckedCreateInput>): Promise<void> {
  const call = { gatewayId: "gw", method: "POST", path: "/", status: 200, streamed: false, attempts: 1, provenance: "reported" };
  const times = { timestamp: new Date("2026-11-02T10:00:00Z"), gatewayMs: 1, totalMs: 10 };
  await management.context.db.usageRecord.create({ data: { requestId: randomUUID(), ...call, ...times, ...row } });
}

const ask = async (body: object) => granted(await whatIf(management.context, { ...MONTH, ...body }));
const mini = ({ rows }: WhatIf) => rows.find(({ model }) => model === "gpt-5-mini");
const price = (tiers: object[]) => ({ kind: "price", tiers });

test("without a change, after is before, to the last digit of the ledger", async () => {
  const told = await ask({});
  expect([told.before, told.after]).toEqual(["1.0000000003", "1.0000000003"]);
  expect([told.unpricedBefore, told.unpricedAfter]).toEqual([402_030, 402_030]);
});

test("what has no price is asked for alone", async () => {
  const told = await ask({ unpriced: "true" });
  expect(told.rows.map(({ model }) => model).sort()).toEqual(["gemini-2.5-pro", "mistral-large"]);
  expect([told.before, told.unpricedBefore]).toEqual(["0.0000000000", 402_030]);
});

test("another price is every kind of token times its own", async () => {
  const tier = { inputPrice: "1", cacheReadPrice: "0.1", outputPrice: "10", reasoningPrice: "20" };
  const told = await ask({ changes: [{ model: "gpt-5-mini", as: price([tier]) }] });
  // 2 million new, 1 million cached, 200 thousand out, 50 thousand thought.
  expect(told.rows.find(({ model }) => model === "gpt-5-mini")).toMatchObject({
    before: "1.0000000003",
    after: "5.1000000000",
    changed: true,
  });
  expect(told.after).toBe("5.1000000000");
});

test("a model without a price gets one, and a change of one provider leaves the others", async () => {
  const as = price([{ inputPrice: "2", outputPrice: "6" }]);
  const told = await ask({ changes: [{ model: "mistral-large", provider: "mistral", as }] });
  expect(told.rows.find(({ model }) => model === "mistral-large")).toMatchObject({ before: null, after: "0.0001400000" });
  expect(told.unpricedAfter).toBe(402_000);
  const elsewhere = await ask({ changes: [{ model: "mistral-large", provider: "openai", as }] });
  expect(elsewhere.rows.some(({ changed }) => changed)).toBe(false);
});

test("prices that rise with a request's length price each request by its own", async () => {
  const tiers = [
    { aboveTokens: 0, inputPrice: "1", outputPrice: "10" },
    { aboveTokens: 200_000, inputPrice: "2", outputPrice: "20" },
  ];
  const told = await ask({ changes: [{ model: "gemini-2.5-pro", as: price(tiers) }] });
  expect(told.rows.find(({ model }) => model === "gemini-2.5-pro")?.after).toBe("0.6800000000");
});

test("another model of the catalogue is priced as it is there, and one that it does not know is said", async () => {
  const known = await ask({ changes: [{ model: "gpt-5-mini", as: { kind: "model", provider: "OPEN_AI", model: "gpt-5-nano" } }] });
  expect(mini(known)).toMatchObject({ changed: true, price: expect.stringMatching(/^genai-prices@/), note: null });
  expect(Number(mini(known)?.after)).toBeLessThan(1);
  const unknown = await ask({ changes: [{ model: "gpt-5-mini", as: { kind: "model", provider: "OPEN_AI", model: "no-such" } }] });
  expect(mini(unknown)).toMatchObject({ after: null, note: "The catalogue does not know this model there." });
});

test("whoever may not see the usage may not reckon with it", async () => {
  const stranger = management.as({ id: "user-2", role: "consumer" });
  expect(refused(await whatIf(stranger, {})).code).toBe("forbidden");
  expect(refused(await whatIf(stranger, { apiId: randomUUID() })).code).toBe("forbidden");
});

test.each([
  [{ from: MONTH.to, to: MONTH.from }, "from"],
  [{ changes: [{ model: "m", as: { kind: "price", tiers: [{ inputPrice: "cheap" }] } }] }, "changes.0.as.tiers.0.inputPrice"],
])("%j is refused at its field", async (body, field) => {
  expect(Object.keys(refused(await whatIf(management.context, body)).extra.fields ?? {})).toEqual([field]);
});
