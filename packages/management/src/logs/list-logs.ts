import type { Prisma } from "@sluice/db/generated/client";
import { type LogEntry, type logPaginationSchema, logQuerySchema } from "@sluice/definition/logs";
import type { z } from "zod";
import { authoriseUsage } from "../analytics/authorise-usage.ts";
import type { ManagementContext } from "../context.ts";
import { invalidFields, ManagementError } from "../management-error.ts";
import { rowsOf } from "../pagination.ts";
import { parseInput } from "../parse-input.ts";
import { locateLogs } from "./locate-logs.ts";
import { logEntry } from "./log-entry.ts";
import { whichLogs } from "./which-logs.ts";

/** Counting millions of rows for a number that nobody reads would take longer than finding the page. */
export const MOST_COUNTED = 10_000;

export interface LogPage {
  readonly data: readonly LogEntry[];
  readonly pagination: z.output<typeof logPaginationSchema>;
}

/** Requests, newest first. */
export async function listLogs(context: ManagementContext, query: unknown): Promise<LogPage | ManagementError> {
  const asked = parseInput(logQuerySchema, query);
  // Whoever may see nothing learns nothing about the query either.
  const denied = await authoriseUsage(context, asked instanceof ManagementError ? {} : asked);
  if (denied) return denied;
  if (asked instanceof ManagementError) return asked;
  const after = asked.cursor === undefined ? null : readCursor(asked.cursor);
  if (asked.cursor !== undefined && after === null) return invalidFields({ cursor: "This is no cursor of a page of logs." });
  const skip = after ? 0 : rowsOf(asked).skip;
  const located = await locateLogs(context, asked, {
    rows: skip + asked.perPage + 1,
    before: after?.timestamp.lte ?? null,
    most: MOST_COUNTED,
  });
  const { count: totalCount } = located;
  const rows =
    located.where === null
      ? []
      : await context.db.usageRecord.findMany({
          where: { AND: [whichLogs(asked), located.where, after ?? {}] },
          orderBy: [{ timestamp: "desc" }, { requestId: "desc" }],
          skip,
          take: asked.perPage + 1,
        });
  const page = rows.slice(0, asked.perPage);
  const last = page.at(-1);
  const next = rows.length > asked.perPage && last ? writeCursor(last) : null;
  const { perPage } = asked;
  return {
    data: page.map(logEntry),
    pagination: { page: asked.page, perPage, pageCount: Math.ceil(totalCount / perPage), totalCount, next },
  };
}

/** Where a page ended: the rows after it are older, or of the same moment with a smaller id. */
function writeCursor({ timestamp, requestId }: { readonly timestamp: Date; readonly requestId: string }): string {
  return Buffer.from(`${timestamp.getTime()} ${requestId}`).toString("base64url");
}

function readCursor(cursor: string) {
  const [, at, requestId] = /^(\d{1,15}) (\S{1,100})$/.exec(Buffer.from(cursor, "base64url").toString()) ?? [];
  if (!at || !requestId) return null;
  const timestamp = new Date(Number(at));
  return {
    timestamp: { lte: timestamp },
    OR: [{ timestamp: { lt: timestamp } }, { requestId: { lt: requestId } }],
  } satisfies Prisma.UsageRecordWhereInput;
}
