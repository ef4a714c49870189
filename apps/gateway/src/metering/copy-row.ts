import type { UsageRecord } from "./usage-record.ts";

/** Longer names are not models'; what a caller makes up must not fill the table. */
const LONGEST_TEXT = 512;
/** Postgres's integer. A provider that reports more tokens than that is wrong, and its row must not hold up the others. */
const MOST_INT = 2_147_483_647;

interface Column {
  readonly name: string;
  /** In the staging table. */
  readonly type: string;
  /** How it becomes the table's value; as it is when left out. */
  readonly sql?: string;
  readonly of: (record: UsageRecord) => string;
}

const NULL = "\\N";

/**
 * In the order in which a row writes them. `gatewayId` comes first and is the same for all rows of a gateway. New ones come last: what an older
 * gateway has left on disk is filled up at its end.
 */
const COLUMNS: readonly Column[] = [
  { name: "requestId", type: "text", of: ({ requestId }) => text(requestId) },
  // A date in words costs more to write than all the numbers of a row together.
  { name: "timestamp", type: "float8", sql: 'to_timestamp(s."timestamp" / 1000)', of: ({ timestampMs }) => String(timestampMs) },
  { name: "apiId", type: "uuid", of: ({ apiId }) => apiId ?? NULL },
  { name: "planId", type: "uuid", of: ({ planId }) => planId ?? NULL },
  { name: "applicationId", type: "uuid", of: ({ applicationId }) => applicationId ?? NULL },
  { name: "subscriptionId", type: "uuid", of: ({ subscriptionId }) => subscriptionId ?? NULL },
  { name: "revision", type: "int4", of: ({ revision }) => int(revision) },
  { name: "method", type: "text", of: ({ method }) => text(method) },
  { name: "path", type: "text", of: ({ path }) => text(path) },
  { name: "status", type: "int4", of: ({ status }) => int(status) },
  { name: "errorCode", type: "text", of: ({ errorCode }) => errorCode ?? NULL },
  { name: "streamed", type: "bool", of: ({ streamed }) => (streamed ? "t" : "f") },
  { name: "provider", type: "text", of: ({ provider }) => text(provider) },
  { name: "endpoint", type: "text", of: ({ endpoint }) => text(endpoint) },
  { name: "modelAsked", type: "text", of: ({ modelAsked }) => text(modelAsked) },
  { name: "modelSent", type: "text", of: ({ modelSent }) => text(modelSent) },
  { name: "modelAnswered", type: "text", of: ({ modelAnswered }) => text(modelAnswered) },
  { name: "attempts", type: "int4", of: ({ attempts }) => int(attempts) },
  { name: "inputTokens", type: "int4", of: ({ usage }) => int(usage.input) },
  { name: "cacheReadTokens", type: "int4", of: ({ usage }) => int(usage.cacheRead) },
  { name: "cacheWriteTokens", type: "int4", of: ({ usage }) => int(usage.cacheWrite) },
  { name: "outputTokens", type: "int4", of: ({ usage }) => int(usage.output) },
  { name: "reasoningTokens", type: "int4", of: ({ usage }) => int(usage.reasoning) },
  { name: "provenance", type: "text", of: ({ usage }) => usage.provenance },
  { name: "costUsd", type: "numeric", of: ({ costUsd }) => costUsd ?? NULL },
  { name: "gatewayMs", type: "float8", of: ({ gatewayMs }) => ms(gatewayMs) },
  { name: "firstByteMs", type: "float8", of: ({ firstByteMs }) => (firstByteMs === null ? NULL : ms(firstByteMs)) },
  { name: "totalMs", type: "float8", of: ({ totalMs }) => ms(totalMs) },
  { name: "detail", type: "jsonb", of: ({ detail }) => (detail === null ? NULL : json(detail)) },
  { name: "cacheWriteHourTokens", type: "int4", of: ({ usage }) => int(usage.cacheWriteHour) },
  { name: "audioInputTokens", type: "int4", of: ({ usage }) => int(usage.audioInput) },
  { name: "audioOutputTokens", type: "int4", of: ({ usage }) => int(usage.audioOutput) },
  { name: "reasoningBesideTokens", type: "int4", of: ({ usage }) => int(usage.reasoningBeside) },
  { name: "estimateError", type: "int4", of: ({ usage }) => int(usage.estimateError) },
  { name: "priceVersion", type: "text", of: ({ priceVersion }) => priceVersion ?? NULL },
];

/** A record as one line of Postgres's COPY text format, without its line end. */
export function copyRow(gatewayId: string, record: UsageRecord): string {
  let row = gatewayId;
  for (const { of } of COLUMNS) row += `\t${of(record)}`;
  return row;
}

/** A row that a gateway of an earlier version has left, with nothing said in the columns that it did not know. */
export function fillUp(row: string): string {
  const missing = COLUMNS.length + 1 - row.split("\t").length;
  return missing > 0 ? row + `\t${NULL}`.repeat(missing) : row;
}

/** The same in every row of a request. */
const SAID_ONCE: ReadonlySet<string> = new Set(["requestId", "timestamp"]);
const NAMES = ["gatewayId", ...COLUMNS.map(({ name }) => name)].map((name) => `"${name}"`).join(", ");
const DEFINITIONS = COLUMNS.map(({ name, type }) => `"${name}" ${type}`).join(", ");
const VALUES = COLUMNS.map(({ name, sql }) => sql ?? `s."${name}"`).join(", ");

/** Where rows stand for a moment, in the order in which they came. */
export const CREATE_STAGING = `CREATE TEMP TABLE IF NOT EXISTS usage_staging (n int GENERATED ALWAYS AS IDENTITY, "gatewayId" text, ${DEFINITIONS}) ON COMMIT DELETE ROWS`;
export const COPY_STAGING = `COPY usage_staging (${NAMES}) FROM STDIN`;
const LAST_WORD = COLUMNS.filter(({ name }) => !SAID_ONCE.has(name))
  .map(({ name }) => `"${name}" = excluded."${name}"`)
  .join(", ");

/** The days of what is staged have their partitions, whoever made them. */
export const MAKE_PARTITIONS = `SELECT usage_partition(day) FROM (SELECT DISTINCT (to_timestamp("timestamp" / 1000) AT TIME ZONE 'UTC')::date AS day FROM usage_staging) AS staged`;

/**
 * A request has one row, however often it is sent: its time never changes, and is part of the key. What may come later is that its caller had left before the end, and what was learnt of it
 * after that: the row that was made last is the last word, whichever comes first.
 */
export const INSERT_STAGED = `INSERT INTO "UsageRecord" (${NAMES})
  SELECT DISTINCT ON (s."requestId") s."gatewayId", ${VALUES} FROM usage_staging s ORDER BY s."requestId", s.n DESC
  ON CONFLICT ("requestId", "timestamp") DO UPDATE SET ${LAST_WORD}
  WHERE excluded.status = 499 AND ("UsageRecord".status <> 499 OR excluded."totalMs" > "UsageRecord"."totalMs")`;

const SPECIAL = /[\\\t\n\r\0]/;
const ESCAPES: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\uFFFD" };

/** Postgres's text holds no NUL. A copy, where it is cut: a slice would keep the whole request's body in memory. */
function text(value: string | null): string {
  if (value === null) return NULL;
  const bounded = value.length > LONGEST_TEXT ? Buffer.from(value.slice(0, LONGEST_TEXT)).toString() : value;
  return escaped(bounded);
}

function escaped(value: string): string {
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r\0]/g, (character) => ESCAPES[character] ?? "") : value;
}

/** Postgres's JSON holds no NUL either, however it is written. */
function json(value: object): string {
  return escaped(JSON.stringify(value).replaceAll("\\u0000", "\\ufffd"));
}

function int(value: number | null): string {
  return value === null ? NULL : String(Math.min(MOST_INT, Math.max(0, Math.round(value))));
}

/** Microseconds are as fine as the clock that measured them. A fraction in words costs many times what a whole number does. */
function ms(value: number): string {
  return Number.isFinite(value) ? `${Math.round(value * 1000)}e-3` : "0";
}
