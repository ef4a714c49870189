import pg from "pg";
import { copyRow } from "../apps/gateway/src/metering/copy-row.ts";
import { shipRows } from "../apps/gateway/src/metering/ship-rows.ts";
import { usageRecord } from "../apps/gateway/src/metering/testing/record.ts";
import type { UsageRecord } from "../apps/gateway/src/metering/usage-record.ts";
import { NO_USAGE } from "../packages/wire/src/usage.ts";
import { runningDatabaseUrl } from "../scripts/bootstrap/running-database.ts";
import { type MadeApi, makeApi } from "./made-api.ts";
import { callManagement } from "./management.ts";
import type { E2eStack } from "./stack.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What the console calls the last thirty days, and the thirty before them to compare with. */
const DAYS = 60;
const ROWS_A_DAY = 90;
/** A stretch in which nothing was called, in days before the end: a gap, not zero. */
const SILENT_DAYS = [7, 8];

const MODELS = [
  { provider: "openai", model: "gpt-5-mini", input: 250n, cached: 25n, output: 2_000n, share: 5 },
  { provider: "anthropic", model: "claude-sonnet-4-5", input: 3_000n, cached: 300n, output: 15_000n, share: 3 },
  { provider: "google", model: "gemini-3-pro", input: 2_000n, cached: 200n, output: 12_000n, share: 2 },
  /** Nobody has said its price. */
  { provider: "mistral", model: "mistral-large", input: null, cached: null, output: null, share: 1 },
] as const;

const REFUSALS = [
  { status: 429, errorCode: "token_limit_exceeded" },
  { status: 429, errorCode: "rate_limit_exceeded" },
  { status: 400, errorCode: "content_policy_violation" },
  { status: 401, errorCode: "invalid_api_key" },
] as const;

export interface SeededUsage {
  readonly api: MadeApi & { readonly planId: string };
  /** Name → id: two applications that called, in the order of how much. */
  readonly applications: readonly { readonly id: string; readonly name: string }[];
  /** From the first row's day to the end of the last one's, in UTC midnights. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Asks the database itself, past everything that is tested. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Record<string, string | null>[]>;
  close(): Promise<void>;
}

/** Two months of an API's traffic, the same for the same day, written the way in which a gateway writes its rows. */
export async function seedUsage(stack: E2eStack): Promise<SeededUsage> {
  const api = await makeApi(stack);
  const { plans } = (await callManagement(stack, `GET /apis/${api.id}`)) as { plans: { id: string }[] };
  const planId = plans[0]?.id ?? "";
  const applications: { readonly id: string; readonly name: string }[] = [];
  for (const word of ["Support bot", "Code reviewer"]) {
    const name = `${word} ${api.path.slice(1)}`;
    const { id } = await callManagement(stack, "POST /applications", { name });
    applications.push({ id: String(id), name });
  }
  const toMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  const fromMs = toMs - DAYS * DAY_MS;
  const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"] || runningDatabaseUrl(stack.dataFolder), max: 2 });
  const random = randomFrom(1);
  const records = Array.from({ length: DAYS }, (_, day) => fromMs + day * DAY_MS)
    .filter((dayMs) => !SILENT_DAYS.includes((toMs - dayMs) / DAY_MS))
    .flatMap((dayMs) => Array.from({ length: ROWS_A_DAY }, (_, at) => ({ dayMs, at })))
    .map(({ dayMs, at }) => recordOf({ id: `req_${api.path.slice(1)}_${(dayMs / DAY_MS).toString(36)}_${at}`, dayMs, random }))
    .map((record) => ({ ...record, apiId: api.id, planId, applicationId: callerOf(record, applications, random) }));
  const rows = records.map((record) => `${copyRow("gateway-seeded", record)}\n`);
  const refused = await shipRows(pool, Buffer.from(rows.join("")));
  if (refused[0]) throw new Error(`The database refused a seeded row: ${refused[0].reason}`);
  const query = async (sql: string, values: readonly unknown[] = []) => (await pool.query(sql, [...values])).rows;
  return { api: { ...api, planId }, applications, fromMs, toMs, query, close: () => pool.end() };
}

function callerOf({ status }: UsageRecord, applications: readonly { readonly id: string }[], random: () => number): string | null {
  if (status === 401 || random() < 0.1) return null;
  return applications[random() < 0.7 ? 0 : 1]?.id ?? null;
}

function recordOf({ id, dayMs, random }: { readonly id: string; readonly dayMs: number; readonly random: () => number }): UsageRecord {
  // Most work is done by day.
  const hour = Math.min(23, 8 + Math.floor(12 * ((random() + random()) / 2) + 4 * random()));
  const timestampMs = dayMs + hour * HOUR_MS + Math.floor(random() * HOUR_MS);
  const base = { requestId: id, timestampMs, path: "/seeded/chat/completions", streamed: random() < 0.6, gatewayMs: 0.3 + random() };
  const luck = random();
  if (luck < 0.04) return refusal(base, REFUSALS[Math.floor(random() * REFUSALS.length)] ?? REFUSALS[0]);
  const { provider, model, ...prices } = modelOf(random);
  const sent = {
    ...base,
    provider,
    endpoint: `Default ${provider}`,
    modelAsked: `${provider}:${model}`,
    modelSent: model,
    modelAnswered: model,
  };
  if (luck < 0.055)
    return usageRecord({ ...refusal(base, { status: 502, errorCode: "upstream_error" }), ...sent, attempts: 2, totalMs: 900 });
  const input = 200 + Math.floor(random() * 4_000);
  const cacheRead = random() < 0.4 ? Math.floor(input * random()) : 0;
  const output = 40 + Math.floor(random() * 900);
  const firstByteMs = 180 + 900 * random() ** 3;
  const estimated = random() < 0.04;
  return usageRecord({
    ...sent,
    usage: {
      ...NO_USAGE,
      input,
      cacheRead,
      output,
      provenance: estimated ? "estimated" : random() < 0.03 ? "drained" : "reported",
    },
    costUsd: costOf({ input, cacheRead, output }, prices),
    firstByteMs,
    totalMs: firstByteMs + output * (8 + 6 * random()),
  });
}

function refusal(base: Partial<UsageRecord>, { status, errorCode }: Pick<UsageRecord, "status" | "errorCode">): UsageRecord {
  const none = { provider: null, endpoint: null, modelAsked: "openai:gpt-5-mini", modelSent: null, modelAnswered: null };
  const nothing = { usage: NO_USAGE, costUsd: null, firstByteMs: null, totalMs: 2, attempts: 0 };
  return usageRecord({ ...base, ...none, ...nothing, status, errorCode });
}

/** Prices are in thousandths of a dollar per million tokens: billionths of a dollar a token. */
function costOf(
  { input, cacheRead, output }: { readonly input: number; readonly cacheRead: number; readonly output: number },
  prices: { readonly input: bigint | null; readonly cached: bigint | null; readonly output: bigint | null },
): string | null {
  if (prices.input === null || prices.cached === null || prices.output === null) return null;
  const billionths = BigInt(input) * prices.input + BigInt(cacheRead) * prices.cached + BigInt(output) * prices.output;
  const digits = billionths.toString().padStart(10, "0");
  return `${digits.slice(0, -9)}.${digits.slice(-9)}0`;
}

function modelOf(random: () => number): (typeof MODELS)[number] {
  let left = random() * MODELS.reduce((sum, { share }) => sum + share, 0);
  for (const model of MODELS) {
    left -= model.share;
    if (left < 0) return model;
  }
  return MODELS[0];
}

/** Mulberry32: the same numbers for the same seed, on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
