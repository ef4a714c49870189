import type { AuditEntry } from "@sluice/db/generated/client";
import type { AuditEntryResource } from "@sluice/definition/audit";
import { auditExportQuerySchema } from "@sluice/definition/queries";
import { mayEverywhere } from "../access/authorise.ts";
import type { ManagementContext } from "../context.ts";
import { Download } from "../download.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { type Cell, writeRow } from "../write-csv.ts";
import { type AuditFilter, authoriseReading, whichEntries } from "./audit-filter.ts";
import { auditResource } from "./audit-resource.ts";

/** Entries of definitions are some ten kilobytes: so many are in memory at once, however long the export is. */
const PAGE_SIZE = 200;

const COLUMNS: readonly (readonly [header: string, cell: (entry: AuditEntryResource) => Cell])[] = [
  ["At", ({ at }) => at],
  ["Who", ({ actor }) => actor.name],
  ["Who (id)", ({ actor }) => actor.id],
  ["Known by", ({ actor }) => actor.kind],
  ["Action", ({ action }) => action],
  ["What", ({ summary }) => summary],
  ["Changes", ({ changes }) => changes.join("; ")],
  ["Object", ({ entityType }) => entityType],
  ["Object (id)", ({ entityId }) => entityId],
  ["From where", ({ ip }) => ip],
  ["Before", ({ before }) => asText(before)],
  ["After", ({ after }) => asText(after)],
  ["Entry", ({ id }) => id],
];

/** The entries that `listAudit` would give, as a file that is written while it is sent. Secrets are masked, as they are in the entries. */
export async function exportAudit(context: ManagementContext, query: unknown): Promise<Download<AsyncIterable<string>> | ManagementError> {
  const asked = parseInput(auditExportQuerySchema, query);
  const denied = await authoriseReading(context, asked instanceof ManagementError ? {} : asked);
  if (denied) return denied;
  if (asked instanceof ManagementError) return asked;
  const { format, ...filter } = asked;
  return format === "csv"
    ? new Download({ name: "audit.csv", type: "text/csv", text: csvOf(context, filter) })
    : new Download({ name: "audit.jsonl", type: "application/jsonl", text: linesOf(context, filter) });
}

async function* csvOf(context: ManagementContext, filter: AuditFilter): AsyncGenerator<string> {
  yield writeRow(COLUMNS.map(([header]) => header));
  for await (const entries of pages(context, filter))
    yield entries.map((entry) => writeRow(COLUMNS.map(([, cell]) => cell(entry)))).join("");
}

async function* linesOf(context: ManagementContext, filter: AuditFilter): AsyncGenerator<string> {
  for await (const entries of pages(context, filter)) yield entries.map((entry) => `${JSON.stringify(entry)}\n`).join("");
}

/** By place and not by number: what is written meanwhile moves nothing. */
async function* pages(context: ManagementContext, filter: AuditFilter): AsyncGenerator<readonly AuditEntryResource[]> {
  const withIp = mayEverywhere(context, "audit:read");
  for (let last: AuditEntry | undefined; ; ) {
    const rows: AuditEntry[] = await context.db.auditEntry.findMany({
      where: { AND: [whichEntries(filter), last ? { OR: [{ at: { lt: last.at } }, { at: last.at, id: { lt: last.id } }] } : {}] },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      take: PAGE_SIZE,
    });
    if (rows.length > 0) yield rows.map((row) => auditResource(row, { withIp }));
    last = rows.at(-1);
    if (rows.length < PAGE_SIZE) return;
  }
}

function asText(value: unknown): Cell {
  return value === null ? null : JSON.stringify(value);
}
