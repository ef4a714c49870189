import type { UsageRecord } from "./usage-record.ts";

/** Longer names are not models'; what a caller makes up must not fill the table. */
export const LONGEST_TEXT = 512;
/** Postgres's integer. A provider that reports more tokens than that is wrong, and its row must not hold up the others. */
const MOST_INT = 2_147_483_647;

type Value = string | number | boolean | null;
interface Column {
  readonly name: string;
  readonly type: string;
  /** How the array's element becomes the column's value; as it is when left out. */
  readonly sql?: string;
  readonly of: (record: UsageRecord) => Value;
}

const COLUMNS: readonly Column[] = [
  { name: "requestId", type: "text", of: (record) => text(record.requestId) },
  // A date in words costs more to write than all the numbers of a row together.
  { name: "timestamp", type: "float8", sql: 'to_timestamp(u."timestamp" / 1000)', of: (record) => record.timestampMs },
  { name: "apiId", type: "uuid", of: (record) => record.apiId },
  { name: "planId", type: "uuid", of: (record) => record.planId },
  { name: "applicationId", type: "uuid", of: (record) => record.applicationId },
  { name: "subscriptionId", type: "uuid", of: (record) => record.subscriptionId },
  { name: "revision", type: "int4", of: (record) => record.revision },
  { name: "method", type: "text", of: (record) => text(record.method) },
  { name: "path", type: "text", of: (record) => text(record.path) },
  { name: "status", type: "int4", of: (record) => record.status },
  { name: "errorCode", type: "text", of: (record) => record.errorCode },
  { name: "streamed", type: "bool", of: (record) => record.streamed },
  { name: "provider", type: "text", of: (record) => text(record.provider) },
  { name: "endpoint", type: "text", of: (record) => text(record.endpoint) },
  { name: "modelAsked", type: "text", of: (record) => text(record.modelAsked) },
  { name: "modelSent", type: "text", of: (record) => text(record.modelSent) },
  { name: "modelAnswered", type: "text", of: (record) => text(record.modelAnswered) },
  { name: "attempts", type: "int4", of: (record) => int(record.attempts) },
  { name: "inputTokens", type: "int4", of: (record) => int(record.usage.input) },
  { name: "cacheReadTokens", type: "int4", of: (record) => int(record.usage.cacheRead) },
  { name: "cacheWriteTokens", type: "int4", of: (record) => int(record.usage.cacheWrite) },
  { name: "outputTokens", type: "int4", of: (record) => int(record.usage.output) },
  { name: "reasoningTokens", type: "int4", of: (record) => int(record.usage.reasoning) },
  { name: "provenance", type: "text", of: (record) => record.usage.provenance },
  { name: "costUsd", type: "numeric", of: (record) => record.costUsd },
  { name: "gatewayMs", type: "float8", of: (record) => ms(record.gatewayMs) },
  { name: "firstByteMs", type: "float8", of: (record) => (record.firstByteMs === null ? null : ms(record.firstByteMs)) },
  { name: "totalMs", type: "float8", of: (record) => ms(record.totalMs) },
];

const NAMES = COLUMNS.map(({ name }) => `"${name}"`).join(", ");
const VALUES = COLUMNS.map(({ name, sql }) => sql ?? `u."${name}"`).join(", ");
const ARRAYS = COLUMNS.map(({ type }, index) => `$${index + 2}::${type}[]`).join(", ");

/** One statement for any number of rows: $1 is the gateway, then one array a column. A row that is there already stays as it is. */
export const INSERT_USAGE = `INSERT INTO "UsageRecord" ("gatewayId", ${NAMES}) SELECT $1, ${VALUES} FROM unnest(${ARRAYS}) AS u (${NAMES}) ON CONFLICT ("requestId") DO NOTHING`;

/** The statement's parameters. Arrays are written as Postgres reads them, because pg's own writer takes about twice as long. */
export function usageParameters(gatewayId: string, records: readonly UsageRecord[]): string[] {
  return [gatewayId, ...COLUMNS.map(({ of }) => arrayLiteral(records, of))];
}

function arrayLiteral(records: readonly UsageRecord[], of: Column["of"]): string {
  let literal = "{";
  for (const record of records) {
    const value = of(record);
    if (literal.length > 1) literal += ",";
    literal += typeof value === "string" ? quoted(value) : String(value);
  }
  return `${literal}}`;
}

const SPECIAL = /["\\]/;

function quoted(value: string): string {
  return `"${SPECIAL.test(value) ? value.replace(/["\\]/g, "\\$&") : value}"`;
}

/** Postgres's text holds no NUL. */
function text(value: string | null): string | null {
  if (value === null) return null;
  const bounded = value.length > LONGEST_TEXT ? value.slice(0, LONGEST_TEXT) : value;
  return bounded.includes("\0") ? bounded.replaceAll("\0", "\uFFFD") : bounded;
}

function int(value: number | null): number | null {
  return value === null ? null : Math.min(MOST_INT, Math.max(0, Math.round(value)));
}

/** Microseconds are as fine as the clock that measured them. */
function ms(value: number): number {
  return Number.isFinite(value) ? Math.round(value * 1000) / 1000 : 0;
}
