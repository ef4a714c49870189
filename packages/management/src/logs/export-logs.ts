import type { UsageRecord } from "@sluice/db/generated/client";
import { type LogEntry, type LogFilter, logExportQuerySchema } from "@sluice/definition/logs";
import { authoriseUsage } from "../analytics/authorise-usage.ts";
import type { ManagementContext } from "../context.ts";
import { Download } from "../download.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { type Cell, writeRow } from "../write-csv.ts";
import { logEntry } from "./log-entry.ts";
import { whichLogs } from "./which-logs.ts";

/** So many rows are in memory at once, however long the export is. */
const PAGE_SIZE = 1_000;

/** Numbers as the management API writes them; what is not known is empty, which is not 0. */
const COLUMNS: readonly (readonly [header: string, cell: (entry: LogEntry) => string | number | boolean | null])[] = [
  ["Time", ({ timestamp }) => timestamp],
  ["Request", ({ requestId }) => requestId],
  ["API", ({ apiId }) => apiId],
  ["Plan", ({ planId }) => planId],
  ["Application", ({ applicationId }) => applicationId],
  ["Subscription", ({ subscriptionId }) => subscriptionId],
  ["Method", ({ method }) => method],
  ["Path", ({ path }) => path],
  ["Status", ({ status }) => status],
  ["Error code", ({ errorCode }) => errorCode],
  ["Streamed", ({ streamed }) => streamed],
  ["Provider", ({ provider }) => provider],
  ["Endpoint", ({ endpoint }) => endpoint],
  ["Model asked", ({ modelAsked }) => modelAsked],
  ["Model sent", ({ modelSent }) => modelSent],
  ["Model answered", ({ modelAnswered }) => modelAnswered],
  ["Attempts", ({ attempts }) => attempts],
  ["Tokens in", ({ usage }) => usage.promptTokens],
  ["Cached", ({ usage }) => usage.cachedTokens],
  ["Tokens out", ({ usage }) => usage.completionTokens],
  ["Reasoning", ({ usage }) => usage.reasoningTokens],
  ["Tokens", ({ usage }) => usage.totalTokens],
  ["Provenance", ({ usage }) => usage.provenance],
  ["Cost", ({ cost }) => cost],
  ["Price", ({ priceVersion }) => priceVersion],
  ["In the gateway (ms)", ({ gatewayMs }) => gatewayMs],
  ["First byte (ms)", ({ firstByteMs }) => firstByteMs],
  ["Whole (ms)", ({ totalMs }) => totalMs],
];

/** The requests that `listLogs` would give, as a file that is written while it is sent. */
export async function exportLogs(context: ManagementContext, query: unknown): Promise<Download<AsyncIterable<string>> | ManagementError> {
  const asked = parseInput(logExportQuerySchema, query);
  // Whoever may see nothing learns nothing about the query either.
  const denied = await authoriseUsage(context, asked instanceof ManagementError ? {} : asked);
  if (denied) return denied;
  if (asked instanceof ManagementError) return asked;
  const { format, ...filter } = asked;
  return format === "csv"
    ? new Download({ name: "logs.csv", type: "text/csv", text: csvOf(context, filter) })
    : new Download({ name: "logs.jsonl", type: "application/jsonl", text: linesOf(context, filter) });
}

async function* csvOf(context: ManagementContext, filter: LogFilter): AsyncGenerator<string> {
  yield writeRow(COLUMNS.map(([header]) => header));
  for await (const entries of pages(context, filter))
    yield entries.map((entry) => writeRow(COLUMNS.map(([, cell]) => asText(cell(entry))))).join("");
}

async function* linesOf(context: ManagementContext, filter: LogFilter): AsyncGenerator<string> {
  for await (const entries of pages(context, filter)) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** By place and not by number: what comes meanwhile moves nothing. */
async function* pages({ db, now }: ManagementContext, filter: LogFilter): AsyncGenerator<readonly LogEntry[]> {
  // An end is set, or a busy gateway would write on while it is read.
  const where = whichLogs({ ...filter, to: filter.to ?? now().toISOString() });
  for (let last: UsageRecord | undefined; ; ) {
    const older = last
      ? { OR: [{ timestamp: { lt: last.timestamp } }, { timestamp: last.timestamp, requestId: { lt: last.requestId } }] }
      : {};
    const rows: UsageRecord[] = await db.usageRecord.findMany({
      where: { AND: [where, last ? { timestamp: { lte: last.timestamp } } : {}, older] },
      orderBy: [{ timestamp: "desc" }, { requestId: "desc" }],
      take: PAGE_SIZE,
    });
    if (rows.length > 0) yield rows.map(logEntry);
    last = rows.at(-1);
    if (rows.length < PAGE_SIZE) return;
  }
}

function asText(value: string | number | boolean | null): Cell {
  return value === null ? null : String(value);
}
