import type { SubscriptionResource } from "@sluice/definition/consumers";
import { subscriptionExportQuerySchema } from "@sluice/definition/queries";
import { standingOf } from "../access/standing.ts";
import type { ManagementContext } from "../context.ts";
import { Download } from "../download.ts";
import { ManagementError } from "../management-error.ts";
import { parseInput } from "../parse-input.ts";
import { type Cell, writeCsv } from "../write-csv.ts";
import { subscriptionResource, WITH_NAMES } from "./stored-subscription.ts";
import { authoriseLooking, whichSubscriptions } from "./subscription-filter.ts";

/** About 10 MB of text, which is made in memory. */
const MOST_ROWS = 50_000;
/** Rows that are in memory with all their names at once. */
const PAGE_SIZE = 1_000;

const COLUMNS: readonly (readonly [header: string, cell: (subscription: SubscriptionResource) => Cell])[] = [
  ["Subscription", ({ id }) => id],
  ["API", ({ apiName }) => apiName],
  ["Plan", ({ planName }) => planName],
  ["Security", ({ planSecurity }) => planSecurity],
  ["Application", ({ applicationName }) => applicationName],
  ["Status", ({ status }) => status],
  ["Created at", ({ createdAt }) => createdAt],
  ["Created by", ({ createdBy }) => createdBy],
  ["Processed at", ({ processedAt }) => processedAt],
  ["Processed by", ({ processedBy }) => processedBy],
  ["Starts at", ({ startsAt }) => startsAt],
  ["Ends at", ({ endsAt }) => endsAt],
  ["Closed at", ({ closedAt }) => closedAt],
  ["Request", ({ request }) => request],
  ["Reason", ({ reason }) => reason],
];

/** Subscriptions that the actor may see, newest first, as CSV. Keys are not in it, not even masked. */
export async function exportSubscriptions(context: ManagementContext, query: unknown): Promise<Download | ManagementError> {
  const denied = authoriseLooking(context);
  if (denied) return denied;
  const asked = parseInput(subscriptionExportQuerySchema, query);
  if (asked instanceof ManagementError) return asked;
  const where = whichSubscriptions(context, asked);
  const total = await context.db.subscription.count({ where });
  if (total > MOST_ROWS) {
    return new ManagementError(
      "invalid_request",
      `These are ${total} subscriptions, and one file holds ${MOST_ROWS}. Export one API or plan at a time.`,
    );
  }
  const standing = await standingOf(context);
  const rows: Cell[][] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await context.db.subscription.findMany({
      where,
      include: { ...WITH_NAMES, keys: { take: 0 } },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: PAGE_SIZE,
      ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
    });
    for (const row of page) rows.push(COLUMNS.map(([, cell]) => cell(subscriptionResource(row, standing))));
    cursor = page.at(-1)?.id;
    if (page.length < PAGE_SIZE) break;
  }
  const header = COLUMNS.map(([name]) => name);
  return new Download({ name: "subscriptions.csv", type: "text/csv", text: writeCsv(header, rows) });
}
